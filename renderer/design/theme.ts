/** Dresses the component kit in the tokens of tokens.css, so that its parts and ours are one. */
import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from "@mantine/core";

const petrol: MantineColorsTuple = [
  "#e6f4f4",
  "#cfe6e7",
  "#9ed0d3",
  "#6bbcc1",
  "#5fc9cf",
  "#2b8f96",
  "#167882",
  "#0b6068",
  "#094d54",
  "#063a3f",
];

const slate: MantineColorsTuple = [
  "#e4ebed",
  "#c9d3d7",
  "#9fb0b6",
  "#7c8f97",
  "#3a4a51",
  "#263238",
  "#192226",
  "#0c1113",
  "#090d0f",
  "#060809",
];

const buttonSize = {
  "--button-height": "var(--control)",
  "--button-fz": "var(--text-md)",
  "--button-padding-x": "var(--space-3)",
};

const filledButton = {
  "--button-bg": "var(--button-ground, var(--accent))",
  "--button-hover": "var(--button-ground, var(--accent))",
  "--button-color": "var(--button-ink, var(--accent-ink))",
};

const height = { "--input-height": "var(--control)", "--input-size": "var(--control)", "--input-fz": "var(--text-md)" };

/** The kit's own colours, in either theme, are the tokens of tokens.css. */
const kitColours = {
  "--mantine-color-body": "var(--panel)",
  "--mantine-color-text": "var(--ink)",
  "--mantine-color-dimmed": "var(--ink-2)",
  "--mantine-color-placeholder": "var(--ink-3)",
  "--mantine-color-error": "var(--bad)",
  "--mantine-color-default": "var(--raised)",
  "--mantine-color-default-hover": "var(--sunken)",
  "--mantine-color-default-color": "var(--ink)",
  "--mantine-color-default-border": "var(--line-strong)",
  "--mantine-color-anchor": "var(--accent)",
};

/** Handed to the provider beside the theme. */
export const kitVariables: CSSVariablesResolver = () => ({ variables: {}, light: kitColours, dark: kitColours });

/** Sizes come from the density, so no part is given one of its own. */
export const theme = createTheme({
  primaryColor: "petrol",
  primaryShade: { light: 7, dark: 4 },
  autoContrast: true,
  colors: { petrol, dark: slate },
  fontFamily: "var(--font-ui)",
  fontFamilyMonospace: "var(--font-mono)",
  defaultRadius: "var(--radius)",
  fontSizes: {
    xs: "var(--text-sm)",
    sm: "var(--text-md)",
    md: "var(--text-md)",
    lg: "var(--text-lg)",
    xl: "var(--text-xl)",
  },
  respectReducedMotion: true,
  focusClassName: "focusable",
  components: {
    ActionIcon: {
      vars: () => ({ root: { "--ai-size": "var(--target)" } }),
      defaultProps: { variant: "subtle", color: "gray" },
    },
    Button: {
      vars: (_theme: unknown, { variant = "filled" }: { readonly variant?: string }) => ({
        root: { ...buttonSize, ...(variant === "filled" ? filledButton : {}) },
      }),
    },
    CloseButton: { vars: () => ({ root: { "--cb-size": "var(--target)" } }) },
    Checkbox: { defaultProps: { size: "sm" } },
    Input: { vars: () => ({ wrapper: height }) },
    InputWrapper: {
      vars: () => ({
        label: { "--input-label-size": "var(--text-sm)" },
        description: { "--input-description-size": "var(--text-xs)" },
        error: { "--input-error-size": "var(--text-sm)" },
      }),
    },
    Modal: { defaultProps: { centered: true, transitionProps: { duration: 0 } } },
    Drawer: { defaultProps: { position: "right", transitionProps: { duration: 0 } } },
    Menu: { defaultProps: { transitionProps: { duration: 0 }, shadow: "md" } },
    Popover: { defaultProps: { transitionProps: { duration: 0 } } },
    Tooltip: { defaultProps: { openDelay: 500, transitionProps: { duration: 0 } } },
    // Without the first option marked at opening, the kit asks later, on a timer, which option is marked: on a busy
    // machine that takes back the one that an arrow key has marked meanwhile, and Enter chooses nothing.
    Select: {
      defaultProps: {
        comboboxProps: { transitionProps: { duration: 0 } },
        allowDeselect: true,
        selectFirstOptionOnDropdownOpen: true,
      },
    },
    SegmentedControl: { defaultProps: { transitionDuration: 0 } },
    Tabs: { defaultProps: { keepMounted: false } },
  },
});
