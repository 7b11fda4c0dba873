/** The service dossier: everything that was recorded about one machine, as a report document. */
import { attachmentSection, conflictSection, readingSection, writerSection } from "./dossier-evidence.ts";
import { historySection } from "./dossier-history.ts";
import { identification, missingSection, proof, scope, summary, verificationSection } from "./dossier-proof.ts";
import type { ReportDocument, ReportSection } from "./report-document.ts";
import { photoBlocks } from "./photo-figures.ts";
import { dossierWords, photoWords } from "./report-vocabulary.ts";
import type { DossierAsset, ServiceDossierInput } from "./service-dossier-input.ts";

/** Name and version of this template; the version rises when the pages of the same rows change. */
export const serviceDossierTemplate = { name: "service-dossier", version: 2 } as const;

/** The dossier of one machine from plain rows; pure, so the same rows always give the same pages. */
export const serviceDossier = (input: ServiceDossierInput): ReportDocument => ({
  template: serviceDossierTemplate,
  state: input.state,
  format: { size: "A4", orientation: "portrait" },
  language: "en",
  title: dossierWords.title,
  subject: subjectOf(input.asset),
  subtitle: dossierWords.description,
  identification: identification(input),
  summary: summary(input),
  scope: scope(input),
  issuer: input.issuer,
  proof: proof(input),
  notices: [],
  sections: [
    missingSection(input),
    historySection(input.entries),
    conflictSection(input.conflicts),
    readingSection(input.readings),
    attachmentSection(input.attachments),
    ...photoSection(input.photos),
    writerSection(input),
    verificationSection(input),
  ],
});

/** A chapter of its own where there is any. */
const photoSection = (photos: ServiceDossierInput["photos"]): ReadonlyArray<ReportSection> =>
  photos.length === 0
    ? []
    : [{ title: photoWords.title, blocks: [{ kind: "paragraph", text: photoWords.intro }, ...photoBlocks(photos)] }];

/** Tag, maker and model, serial: what a person calls the machine, from what is known. */
const subjectOf = (asset: DossierAsset): string => {
  const make = [asset.maker, asset.model].filter((part) => part !== null && part !== "").join(" ");
  const parts = [asset.tag, make, asset.serial].filter((part) => part !== null && part !== "");
  return parts.length === 0 ? dossierWords.unnamed : parts.join(" · ");
};
