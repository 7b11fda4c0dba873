/** Maps an Open PHA study to the model, and names what in it points nowhere, is unknown or is missing. */
import type { Finding } from "./finding.ts";
import { choiceIn, criteriaOf, entries, idsIn, overviewOf, shownChoice, textIn } from "./opha-fields.ts";
import { ophaFindings } from "./opha-findings.ts";
import type { OphaFile, RawObject } from "./read-opha.ts";
import { parseStudyDay } from "./study-dates.ts";
import type {
  Cause,
  Consequence,
  Deviation,
  Factor,
  Recommendation,
  RiskChoice,
  RiskMatrix,
  Safeguard,
  Study,
  StudyHeader,
  StudyNode,
} from "./study.ts";

export interface OphaStudy {
  readonly study: Study;
  readonly findings: ReadonlyArray<Finding>;
}

/** The study of a file, with every fault of the file itself. */
export const studyOfOpha = ({ root }: OphaFile): OphaStudy => {
  const safeguards = entries(root["Safeguards"]).map(safeguardOf);
  const study = {
    header: headerOf(root),
    nodes: entries(root["Nodes"])
      .filter((node) => node["Disabled"] !== "true")
      .map((node, index) => nodeOf(root, node, index + 1)),
    safeguards,
    recommendations: recommendationsOf(root),
    matrix: matrixOf(root),
  };
  return { study, findings: ophaFindings(root) };
};

const headerOf = (root: RawObject): StudyHeader => {
  const overview = overviewOf(root);
  const text = (member: string): string => textIn(overview, member);
  return {
    name: text("Study_Name"),
    coordinator: text("Study_Coordinator"),
    company: text("Overview_Company") || text("Facility_Owner"),
    facility: text("Facility"),
    location: text("Facility_Location"),
    notes: text("General_Notes"),
    project: [text("Project_Number"), text("Project_Description")].filter((part) => part !== "").join(" "),
    reportNumber: text("Report_Number"),
    status: text("Study_Status"),
    type: text("Pha_Type"),
    unit: text("Unit"),
    revalidationDue: parseStudyDay(text("Revalidation_Due_Date")),
    sessions: entries(root["Sessions"]).map((session) => ({
      date: parseStudyDay(textIn(session, "Date")) ?? textIn(session, "Date"),
      name: textIn(session, "Session"),
    })),
    team: entries(root["Team_Members"]).map((member) => ({
      company: textIn(member, "Company"),
      name: textIn(member, "Name"),
      title: textIn(member, "Title"),
    })),
  };
};

const nodeOf = (root: RawObject, node: RawObject, number: number): StudyNode => ({
  id: textIn(node, "ID"),
  number,
  name: textIn(node, "Node_Description"),
  intention: textIn(node, "Intention"),
  boundary: textIn(node, "Boundary"),
  designConditions: textIn(node, "Design_Conditions"),
  operatingConditions: textIn(node, "Operating_Conditions"),
  hazardousMaterials: textIn(node, "Hazardous_Materials"),
  equipmentTags: textIn(node, "Equipment_Tags"),
  comments: textIn(node, "Node_Comments"),
  drawings: named(root["Drawings"], idsIn(node, "Drawing_IDs"), ["Drawing", "Revision"]),
  sessions: named(root["Sessions"], idsIn(node, "Session_IDs"), ["Session", "Date"]),
  deviations: entries(node["Deviations"]).map((deviation) => deviationOf(root, deviation)),
});

const named = (list: unknown, ids: ReadonlyArray<string>, members: ReadonlyArray<string>): ReadonlyArray<string> =>
  entries(list)
    .filter(({ ID }) => typeof ID === "string" && ids.includes(ID))
    .map((record) =>
      members
        .map((member) => textIn(record, member))
        .filter((part) => part !== "")
        .join(" "),
    );

const deviationOf = (root: RawObject, deviation: RawObject): Deviation => ({
  id: textIn(deviation, "ID"),
  text: textIn(deviation, "Deviation"),
  guideWord: shownChoice(deviation, "Guide_Word"),
  parameter: shownChoice(deviation, "Parameter"),
  designIntent: textIn(deviation, "Design_Intent"),
  comments: textIn(deviation, "Deviation_Comments"),
  causes: entries(deviation["Causes"]).map((cause) => causeOf(root, cause)),
});

const causeOf = (root: RawObject, cause: RawObject): Cause => ({
  id: textIn(cause, "ID"),
  text: textIn(cause, "Cause"),
  type: shownChoice(cause, "Cause_Type"),
  frequency: shownChoice(cause, "Frequency"),
  enabling: factorsOf(cause["Enabling_Events"], "EE_Description", "EE_Probability"),
  consequences: entries(cause["Consequences"]).map((consequence) => consequenceOf(root, consequence)),
  elsewhere: null,
});

const factorsOf = (list: unknown, text: string, probability: string): ReadonlyArray<Factor> =>
  entries(list).map((record) => ({ text: textIn(record, text), probability: textIn(record, probability) }));

const consequenceOf = (root: RawObject, consequence: RawObject): Consequence => ({
  id: textIn(consequence, "ID"),
  text: textIn(consequence, "Consequence"),
  type: typeName(root, choiceIn(consequence, "Consequence_Type_ID")),
  risk: {
    before: riskChoice(consequence, "_Before_Safeguards"),
    withSafeguards: riskChoice(consequence, ""),
    after: riskChoice(consequence, "_After_Recommendations"),
  },
  lopaRequired: textIn(consequence, "Lopa_Required") === "true",
  tmel: shownChoice(consequence, "Tmel"),
  mel: shownChoice(consequence, "Mel"),
  modifiers: factorsOf(consequence["Conditional_Modifiers"], "CM_Description", "CM_Probability"),
  safeguards: idsIn(consequence, "Safeguard_IDs"),
  recommendations: [...idsIn(consequence, "Pha_Recommendation_IDs"), ...idsIn(consequence, "Lopa_Recommendation_IDs")],
  comments: [
    ...named(root["Pha_Comments"], idsIn(consequence, "Pha_Comment_IDs"), ["Pha_Comment"]),
    ...named(root["Lopa_Comments"], idsIn(consequence, "Lopa_Comment_IDs"), ["Lopa_Comment"]),
  ],
  elsewhere: null,
});

const riskChoice = (consequence: RawObject, stage: string): RiskChoice => ({
  severity: choiceIn(consequence, `Consequence_Severity_ID${stage}`),
  likelihood: choiceIn(consequence, `Likelihood_ID${stage}`),
  rank: choiceIn(consequence, `Risk_Rank_ID${stage}`),
});

/** A type is chosen by its name, or by the id of a classification of that name. */
const typeName = (root: RawObject, choice: string | null): string => {
  if (choice === null) return "";
  const classification = entries(criteriaOf(root)["Consequence_Classifications"]).find(({ ID }) => ID === choice);
  return classification === undefined ? choice : textIn(classification, "Severity_Type");
};

const safeguardOf = (safeguard: RawObject, index: number): Safeguard => ({
  id: textIn(safeguard, "ID"),
  number: index + 1,
  name: textIn(safeguard, "Safeguard"),
  type: shownChoice(safeguard, "Safeguard_Type"),
  tag: shownChoice(safeguard, "Ipl_Tag"),
  category: shownChoice(safeguard, "Safeguard_Category"),
  comments: textIn(safeguard, "Safeguard_Comments"),
  isSafeguard: textIn(safeguard, "Is_Safeguard") !== "false" && textIn(safeguard, "Disabled") !== "true",
  isLayer: textIn(safeguard, "Is_Ipl") === "true",
  denied: (["independent", "auditable", "effective"] as const).filter(
    (quality) => textIn(safeguard, `Safeguard_${quality.slice(0, 1).toUpperCase()}${quality.slice(1)}`) === "false",
  ),
  pfd: shownChoice(safeguard, "Pfd"),
  testInterval: shownChoice(safeguard, "Test_Interval"),
});

const recommendationsOf = (root: RawObject): ReadonlyArray<Recommendation> => [
  ...entries(root["Pha_Recommendations"]).map((record, index) => recommendationOf(record, "pha", index + 1)),
  ...entries(root["Lopa_Recommendations"]).map((record, index) => recommendationOf(record, "lopa", index + 1)),
];

const recommendationOf = (record: RawObject, kind: Recommendation["kind"], number: number): Recommendation => {
  const member = kind === "pha" ? "Pha_Recommendation" : "Lopa_Recommendation";
  return {
    id: textIn(record, "ID"),
    number,
    kind,
    text: textIn(record, member),
    priority: shownChoice(record, `${member}_Priority`),
    responsible: textIn(record, `${member}_Responsible_Party`),
    status: shownChoice(record, `${member}_Status`),
    due: textIn(record, `${member}_Due_Date`),
    comments: textIn(record, `${member}_Comments`),
  };
};

const matrixOf = (root: RawObject): RiskMatrix => {
  const criteria = criteriaOf(root);
  return {
    severities: entries(criteria["Severities"]).map((record) => ({
      id: textIn(record, "ID"),
      type: textIn(record, "Severity_Type"),
      name: textIn(record, "RM_Description"),
      code: textIn(record, "Code"),
      tmel: textIn(record, "RM_Tmel"),
    })),
    likelihoods: entries(criteria["Likelihoods"]).map((record) => ({
      id: textIn(record, "ID"),
      name: textIn(record, "RM_Description"),
      code: textIn(record, "Code"),
      frequency: textIn(record, "Frequency"),
    })),
    ranks: entries(criteria["Risk_Rankings"]).map((record) => ({
      id: textIn(record, "ID"),
      name: textIn(record, "RM_Description"),
      code: textIn(record, "Code"),
      color: textIn(record, "Color"),
      priority: textIn(record, "Priority"),
      requiredCredits: textIn(record, "Required_Lopa_Credits"),
    })),
    cells: entries(criteria["Intersections"]).map((record) => ({
      severity: textIn(record, "Severity_ID"),
      likelihood: textIn(record, "Likelihood_ID"),
      rank: choiceIn(record, "Risk_Rank_ID"),
    })),
  };
};
