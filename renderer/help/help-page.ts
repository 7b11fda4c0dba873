/** What a page of help is made of. */

export interface HelpPart {
  readonly heading: string;
  /** Short paragraphs. */
  readonly says: ReadonlyArray<string>;
  /** What to do, one after the other. */
  readonly steps?: ReadonlyArray<string>;
}

export interface HelpPage {
  readonly id: string;
  readonly title: string;
  /** One sentence: what the screen is for. */
  readonly about: string;
  /** Addresses of the screens that it belongs to; `*` stands for one step. */
  readonly screens: ReadonlyArray<string>;
  readonly parts: ReadonlyArray<HelpPart>;
}
