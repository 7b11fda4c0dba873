/** Words of the study report. */
import type { Finding } from "../hazop/finding.ts";
import type { Protection, SafeguardStateName, Validity } from "../hazop/hazop-state.ts";

export const hazopWords = {
  subtitle: "Hazard and operability study (IEC 61882): worksheets, safeguards, actions, and where it stands",
  none: "none",
  header: {
    facility: "Facility",
    location: "Location",
    company: "Company",
    unit: "Unit",
    type: "Kind of study",
    status: "Status in the file",
    coordinator: "Coordinator",
    project: "Project",
    reportNumber: "Report number",
    file: "File",
    digest: "SHA-256 of the file",
    imported: "Taken in",
    due: "Valid until",
    noDue: "no day is named",
  },
  summary: {
    title: "Where it stands",
    validity: "Validity (is the paper still about this plant?)",
    protection: "Protection (is it safe now?)",
    at: "At",
    nodes: "Nodes",
    rows: "Rows of the worksheets",
    unprotected: "Rows not protected",
    safeguards: "Safeguards",
    impaired: "Safeguards not in order",
    openActions: "Open actions",
    errors: "Contradictions in the study",
    remark:
      "Both axes are computed from signed records alone and can be computed again for any moment. " +
      "Advisory: this is no protective function.",
  },
  scope: { records: "Records", rule: "Rules" },
  rules: "R1 to R7, R9 to R12, R14, R21; readings only where a channel is bound to a deviation.",
  state: {
    title: "State of the study",
    validity: "Validity",
    protection: "Protection",
    reason: "Why",
    rule: "Rule",
    records: "Records",
    nodes: "Nodes",
    node: "Node",
    number: "No.",
    rows: "Rows",
    review: "Last review",
    noReview: "never",
    noReason: "Nothing speaks against it.",
    description: "Both axes of every node",
    reasons: "Reasons on one axis",
  },
  missing: {
    title: "What is missing or contradicts itself",
    place: "Place",
    finding: "Finding",
    grade: "Grade",
    none: "Nothing was found.",
    description: "Findings about the study as it was written",
    notes: (count: number): string =>
      `${count} notes are not printed: rows without a safeguard, actions without an owner.`,
    live: (bound: number): string =>
      bound === 0
        ? "No channel is bound to a deviation: one that is under way is not seen here."
        : `${bound} channels are bound to deviations; what no channel shows is not seen here.`,
  },
  team: {
    title: "Team and sessions",
    member: "Name",
    company: "Company",
    role: "Function",
    date: "Date",
    session: "Session",
  },
  node: {
    title: (number: number, name: string): string => `Node ${number}: ${name}`,
    intention: "Design intention",
    boundary: "Boundary",
    design: "Design conditions",
    operating: "Operating conditions",
    materials: "Hazardous materials",
    drawings: "Drawings",
    equipment: "Equipment in the study",
    assets: "Assets linked",
    state: "State",
    sheet: (name: string): string => `Worksheet of ${name}`,
    noRows: "No deviation is examined at this node.",
  },
  sheet: {
    deviation: "Deviation",
    cause: "Cause",
    consequence: "Consequence",
    risk: "Risk: severity, likelihood, rank",
    before: "before",
    withSafeguards: "with",
    after: "after actions",
    safeguards: "Safeguards",
    now: "Now",
    actions: "Actions",
    frequency: (text: string): string => `${text} per year`,
    mel: (mel: string, tmel: string): string => `MEL ${mel}, TMEL ${tmel}`,
    noCause: "no cause recorded",
    noConsequence: "no consequence recorded",
    noSafeguard: "no safeguard",
    done: "closed",
  },
  safeguards: {
    title: "Safeguards",
    number: "No.",
    name: "Safeguard",
    device: "Tag and asset",
    layer: "Layer",
    interval: "Interval",
    last: "Last proof test",
    next: "Next",
    state: "State",
    rows: "Rows",
    notLinked: "not linked",
    noTest: "none on record",
    description: "Every safeguard with its device, its last proof test and its state",
  },
  actions: {
    title: "Actions",
    number: "No.",
    action: "Recommendation",
    owner: "Responsible",
    due: "Due",
    status: "Status",
    rows: "Rows",
    open: "open",
    description: "Recommendations, open and closed",
  },
  matrix: {
    title: "Risk matrix",
    severity: "Severity",
    target: "TMEL per year",
    description: (type: string): string => `Ranks by severity and likelihood: ${type}`,
    ranks: "Ranks",
    rank: "Rank",
    meaning: "Meaning",
    credits: "Credits required",
    priority: "Priority",
    none: "The study has no matrix.",
    dangling: (count: number): string => `${count} cells of the matrix point at ids that do not exist.`,
  },
  statement:
    "I issue this report of the study as it is recorded, with the states that follow from the signed records at the " +
    "moment named on page 1.",
} as const;

export const validityWords: Readonly<Record<Validity, string>> = {
  VALID: "VALID",
  DUE: "DUE",
  STALE: "STALE",
  EXPIRED: "EXPIRED",
};

export const protectionWords: Readonly<Record<Protection, string>> = {
  PROTECTED: "PROTECTED",
  UNMONITORED: "UNMONITORED",
  WEAKENED: "WEAKENED",
  DEVIATING: "DEVIATING",
  NOT_PROTECTED: "NOT PROTECTED",
};

export const safeguardWords: Readonly<Record<SafeguardStateName, string>> = {
  HEALTHY: "HEALTHY",
  TEST_OVERDUE: "TEST OVERDUE",
  BYPASSED: "BYPASSED",
  FAILED: "FAILED",
  BYPASS_EXPIRED: "BYPASS EXPIRED",
};

export const gradeWords: Readonly<Record<Finding["grade"], string>> = {
  error: "contradiction",
  warning: "missing",
  note: "note",
};
