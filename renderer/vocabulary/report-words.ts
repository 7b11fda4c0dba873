/** The words of reports. */

export const reportWords = {
  title: (tag: string): string => `Service dossier of ${tag}`,
  about: "A document that proves itself: it carries its bundle inside, and any change to it is found.",
  preview: "Preview",
  previewAbout: "Shows the pages; nothing is recorded.",
  making: "Making the pages…",
  issue: "Issue and sign",
  issueAbout: "Records its digests under your signature and attaches the bundle that proves it.",
  role: "In the role of",
  save: "Save the PDF",
  issued: (pages: number, size: string): string => `Issued: ${pages} ${pages === 1 ? "page" : "pages"}, ${size}. It can be verified by anybody.`,
  remarks: "Remarks",
  record: "Record of the issue",
  frame: "The pages of the preview",
  noPreview: "This browser does not show PDF files in a page. Save the preview instead.",
  savePreview: "Save the preview",
} as const;
