/** Which programs can show a page, the best first: a window without tabs and address bar where there is one. */

export interface BrowserCandidate {
  readonly name: string;
  readonly program: string;
  readonly parameters: readonly string[];
}

/** In the order in which they are tried, for the address of a page. */
export const browserCandidates = (platform: NodeJS.Platform, address: string): readonly BrowserCandidate[] => {
  if (platform === "darwin") return onMac(address);
  return platform === "win32" ? onWindows(address) : onLinux(address);
};

const onLinux = (address: string): readonly BrowserCandidate[] => [
  ...["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "brave-browser"].map(
    (program) => ({ name: program, program, parameters: [`--app=${address}`] }),
  ),
  { name: "firefox", program: "firefox", parameters: ["--new-window", address] },
  { name: "the default browser", program: "xdg-open", parameters: [address] },
];

const onMac = (address: string): readonly BrowserCandidate[] => [
  ...["Google Chrome", "Microsoft Edge", "Chromium"].map((name) => ({
    name,
    program: "open",
    parameters: ["-na", name, "--args", `--app=${address}`],
  })),
  { name: "the default browser", program: "open", parameters: [address] },
];

/** `start` takes its first quoted word as a title. The words are passed on as they stand here, quotes and all. */
const onWindows = (address: string): readonly BrowserCandidate[] => [
  ...["msedge", "chrome"].map((name) => ({
    name,
    program: "cmd",
    parameters: ["/d", "/c", "start", '""', name, `"--app=${address}"`],
  })),
  { name: "the default browser", program: "cmd", parameters: ["/d", "/c", "start", '""', `"${address}"`] },
];
