/** A key of the keyboard, drawn where it may be pressed. */

/** `Ctrl`, `K`, `/`. */
export const KeyHint = ({ name }: { readonly name: string }) => <kbd className="key">{name}</kbd>;
