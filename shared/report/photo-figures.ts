/** Photos of attachments in a report: side by side, each with its caption and the digest that names it. */
import { shortId, span } from "./dossier-text.ts";
import type { Figure, ReportBlock } from "./report-document.ts";
import type { ReportPhoto } from "./report-photo.ts";
import { photoWords as words } from "./report-vocabulary.ts";

/** A grid of the photos that can be printed, and a list of the others with the reasons. */
export const photoBlocks = (photos: ReadonlyArray<ReportPhoto>): ReadonlyArray<ReportBlock> => {
  const figures = photos.flatMap(figureOf);
  const missing = photos.flatMap(({ caption, name, picture, sha256 }) =>
    typeof picture === "string" ? [words.unprinted(caption, name, shortId(sha256), picture)] : [],
  );
  return [
    ...(figures.length === 0 ? [] : [{ kind: "figureGrid" as const, columns: 2 as const, figures }]),
    ...(missing.length === 0
      ? []
      : [
          { kind: "subheading" as const, text: words.unprintedTitle },
          { kind: "list" as const, numbered: false, items: missing },
        ]),
  ];
};

const figureOf = ({ caption, name, picture, sha256 }: ReportPhoto): ReadonlyArray<Figure> => {
  if (typeof picture === "string") return [];
  const digest = [span(`\n${name} · SHA-256 `, "muted"), span(sha256, "code")];
  return [
    {
      kind: "figure",
      caption: [span(caption, "strong"), ...digest],
      alternative: words.alternative(caption, name),
      width: 1,
      content: picture,
    },
  ];
};
