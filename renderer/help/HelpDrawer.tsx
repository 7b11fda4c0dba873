/** Help beside the screen that it is about. */
import { Button, Drawer } from "@mantine/core";
import { Link } from "wouter";
import { addresses } from "../vocabulary/addresses.ts";
import { helpWords } from "../vocabulary/help-words.ts";
import { HelpPageView } from "./HelpPageView.tsx";
import { pageAt } from "./help-pages.ts";

export interface HelpDrawerProps {
  readonly opened: boolean;
  readonly close: () => void;
  /** Where one is. */
  readonly address: string;
  readonly showKeys: () => void;
}

/** Opened by `?` and F1; the screen stays in view. */
export const HelpDrawer = ({ address, close, opened, showKeys }: HelpDrawerProps) => {
  const page = pageAt(address);
  return (
    <Drawer
      opened={opened}
      onClose={close}
      size="27rem"
      title={helpWords.titleOf(page?.title ?? null)}
      closeButtonProps={{ "aria-label": helpWords.close }}
    >
      <div className="stack">
        {page === null ? <p>{helpWords.none}</p> : <HelpPageView page={page} level={3} />}
        <div className="row-of">
          <Button variant="default" component={Link} href={addresses.help} onClick={close}>
            {helpWords.all}
          </Button>
          <Button variant="default" onClick={showKeys}>
            {helpWords.keys}
          </Button>
        </div>
      </div>
    </Drawer>
  );
};
