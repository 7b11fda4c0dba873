/** The addresses of the window: one scheme, one host; everything else is foreign. */

export const appScheme = "app";
export const appOrigin = `${appScheme}://throughlife`;

/** The page with all screens. */
export const pageAddress = `${appOrigin}/`;

/** What the main process shows by itself when something has ended. */
export const haltAddress = `${appOrigin}/-/halt`;

/** What a link of the halt page asks for. */
export const haltActions = ["again", "rebuild", "folder", "quit"] as const;
export type HaltAction = (typeof haltActions)[number];

/** Where such a link leads, as the page writes it. */
export const haltActionPath = (action: HaltAction): string => `/-/${action}`;

/**
 * The path of one of our own addresses, as it is written: nothing is decoded, so nothing can lead elsewhere. Null for a
 * foreign address.
 */
export const ownPathOf = (address: string): string | null => {
  if (!URL.canParse(address)) return null;
  const { protocol, host, port, username, password, pathname } = new URL(address);
  const isOwn = `${protocol}//${host}` === appOrigin && port === "" && username === "" && password === "";
  return isOwn ? pathname : null;
};

/** What a link of the halt page asks for; null for any other address. */
export const haltActionOf = (address: string): HaltAction | null =>
  haltActions.find((action) => ownPathOf(address) === haltActionPath(action)) ?? null;
