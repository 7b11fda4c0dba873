/** The page that stands where the program cannot go on by itself: what happened, and what one can do. No script. */
import { haltActionPath, type HaltAction } from "./app-address.ts";
import { desktopWords } from "./desktop-words.ts";

/** Why the program stands still. */
export interface Halt {
  readonly title: string;
  readonly message: string;
  readonly actions: ReadonlyArray<HaltAction>;
}

/** Its links lead to our own scheme, where the main process takes them for what they ask. */
export const haltPolicy = (nonce: string): string =>
  `default-src 'none'; style-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** The page as HTML. */
export const haltPage = ({ title, message, actions }: Halt, nonce: string): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${escaped(title)} · ${desktopWords.product}</title>
<style nonce="${nonce}">${style}</style>
<main>
<h1>${escaped(title)}</h1>
<p>${escaped(message)}</p>
<nav>${actions.map(link).join("\n")}</nav>
</main>
</html>
`;

const link = (action: HaltAction): string =>
  `<a href="${haltActionPath(action)}">${escaped(desktopWords.halt.actions[action])}</a>`;

const style = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; --accent: light-dark(#0b5a63, #7fd3d8); }
body { margin: 0; display: grid; min-height: 100vh; place-items: center; background: Canvas; color: CanvasText; }
main { max-width: 40rem; padding: 2rem; overflow-wrap: anywhere; border-top: 4px solid var(--accent); }
h1 { font-size: 1.4rem; line-height: 1.25; margin: 0 0 1rem; }
p { margin: 0 0 1.5rem; }
nav { display: flex; flex-wrap: wrap; gap: .75rem; }
a { display: inline-flex; align-items: center; min-height: 44px; padding: 0 1rem; border: 1px solid var(--accent);
  border-radius: 4px; color: CanvasText; text-decoration: none; }
a:first-child { font-weight: 600; background: var(--accent); color: Canvas; }
a:focus-visible { outline: 3px solid Highlight; outline-offset: 2px; }
`;

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
