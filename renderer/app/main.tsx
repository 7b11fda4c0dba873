/** Where the window begins: everything is built and joined here, once. */
import "./zod-without-eval.ts";
import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "@mantine/spotlight/styles.css";
import "uplot/dist/uPlot.min.css";
import "../design/tokens.css";
import "../design/base.css";
import "../design/design.css";
import { MantineProvider, mergeThemeOverrides, Modal } from "@mantine/core";
import { createRoot } from "react-dom/client";
import { Router } from "wouter";
import { useHashLocation } from "wouter/use-hash-location";
import { applyDensity } from "../design/density.ts";
import { applyTheme } from "../design/theme-choice.ts";
import { kitVariables, theme } from "../design/theme.ts";
import { applyZoom } from "../design/zoom.ts";
import { browserTransport } from "../rpc/browser-transport.ts";
import { desktopBridge, desktopTransport, desktopZoom } from "../rpc/desktop-transport.ts";
import { makeRpcClient } from "../rpc/rpc-client.ts";
import { RpcProvider } from "../rpc/RpcProvider.tsx";
import { appWords } from "../vocabulary/app-words.ts";
import { Start } from "./Start.tsx";
import { takeStyleNonce } from "./style-nonce.ts";

/** The kit's own buttons have names, too. */
const worded = mergeThemeOverrides(theme, {
  components: { Modal: Modal.extend({ defaultProps: { closeButtonProps: { "aria-label": appWords.close } } }) },
});

const start = (root: HTMLElement): void => {
  const nonce = takeStyleNonce();
  applyDensity();
  const bridge = desktopBridge(window);
  applyZoom(bridge === null ? undefined : desktopZoom(bridge));
  const scheme = applyTheme();
  const page = new URL("./", location.href.split("#")[0]);
  const client = makeRpcClient({
    transport: bridge === null ? browserTransport(page) : desktopTransport(bridge, page),
    words: { lost: appWords.lineLost, notUnderstood: appWords.notUnderstood },
    later: (millis, callback) => void setTimeout(callback, millis),
  });
  createRoot(root).render(
    <MantineProvider
      theme={worded}
      cssVariablesResolver={kitVariables}
      defaultColorScheme={scheme}
      getStyleNonce={() => nonce}
    >
      <RpcProvider client={client}>
        <Router hook={useHashLocation}>
          <Start />
        </Router>
      </RpcProvider>
    </MantineProvider>,
  );
};

const root = document.getElementById("root");
if (root !== null) start(root);
