/**
 * The members of each record of an Open PHA study file, revision 39: what is known, so that what is not can be named.
 * Field names as published by the vendor (kenexis/Software-Utilities, MIT).
 */

const names = (text: string): ReadonlyArray<string> => text.trim().split(/\s+/);

/** Members by kind of record. A member in parentheses may be left out. */
export const ophaMembers = {
  file: names(`Overview Settings Team_Members Sessions Team_Members_Sessions Revalidation_History Nodes Safeguards
    Pha_Recommendations Pha_Comments Lopa_Recommendations Lopa_Comments Parking_Lot Drawings Risk_Criteria Check_Lists
    Check_List_Recommendations Mocs Previous_Incidents Industry_Incidents Scais`),
  Overview: names(`Study_Name Study_Coordinator Study_Coordinator_Contact_Info Pha_Type Study_Status
    Revalidation_Due_Date Facility Facility_Location Facility_Owner Overview_Company Site Plant Unit__Group Unit
    Sub__Unit Report_Number Project_Number Project_Description General_Notes`),
  Nodes: names(`ID Node_Description Intention Boundary Design_Conditions Operating_Conditions Node_Color
    Hazardous_Materials Equipment_Tags Location Node_Comments Session_IDs Drawing_IDs Deviations (Disabled)`),
  Deviations: names("ID Deviation Guide_Word Parameter Design_Intent Deviation_Comments Causes"),
  Causes: names(`ID Cause Cause_Type Enabling_Events Cause_Hackable Frequency Consequences (Cause_Library_Id)
    (Cause_Library_Version)`),
  Enabling_Events: names("ID EE_Description EE_Library_Id EE_Probability"),
  Consequences: names(`ID Consequence Likelihood_ID_Before_Safeguards Risk_Rank_ID_Before_Safeguards Likelihood_ID
    Risk_Rank_ID Lopa_Required Recommended_Sil Pha_Recommendation_IDs Likelihood_ID_After_Recommendations
    Risk_Rank_ID_After_Recommendations Pha_Comment_IDs Lopa_Recommendation_IDs Lopa_Comment_IDs Alarp_Analysis
    Alarp_Required Consequence_Type_ID Consequence_Severity_ID_Before_Safeguards Consequence_Severity_ID
    Consequence_Severity_ID_After_Recommendations Lopa_Risk_Rank_ID_Before_Safeguards Lopa_Risk_Rank_ID
    Lopa_Risk_Rank_ID_After_Recommendations Conditional_Modifiers Safeguard_IDs Tmel Mel Lopa_Ratio Rrf
    Scenario_Hackable`),
  Conditional_Modifiers: names("ID CM_Description CM_Probability CM_Library_Id"),
  Safeguards: names(`ID Safeguard Safeguard_Type Ipl_Tag Safeguard_Category Is_Safeguard Safeguard_Independent
    Safeguard_Auditable Safeguard_Effective Safeguard_Hackable Is_Ipl Pfd Safety_Critical Selected_Sil
    Required_Response_Time Test_Interval Safeguard_Comments (Disabled) (Safeguard_Library_Id)
    (Safeguard_Library_Version)`),
  Pha_Recommendations: names(`ID Pha_Recommendation Pha_Recommendation_Priority
    Pha_Recommendation_Responsible_Party Pha_Recommendation_Status Pha_Recommendation_Due_Date
    Pha_Recommendation_Comments`),
  Lopa_Recommendations: names(`ID Lopa_Recommendation Lopa_Recommendation_Pfd Lopa_Recommendation_Priority
    Lopa_Recommendation_Responsible_Party Lopa_Recommendation_Status Lopa_Recommendation_Due_Date
    Lopa_Recommendation_Comments`),
  Likelihoods: names("ID RM_Description Frequency Code"),
  Severities: names("ID Severity_Type RM_Description RM_Tmel Code"),
  Intersections: names("ID Severity_ID Likelihood_ID Risk_Rank_ID"),
  Risk_Rankings: names("ID RM_Description Code Color Priority Required_Lopa_Credits"),
  Sessions: names("ID Date Duration Session Facilitator_ID Scribe_ID Session_Comments"),
  Team_Members: names(`ID Name Company Title Department Expertise Experience Phone_Number E__Mail_Address
    Team_Member_Comments`),
  Drawings: names("ID Drawing Revision Document_Type Drawing_Description Link"),
} as const;

export type OphaRecordKind = keyof typeof ophaMembers;

/** Members that a record has and nobody knows, and those that it lacks. */
export const memberFaults = (
  kind: OphaRecordKind,
  found: ReadonlyArray<string>,
): { readonly missing: ReadonlyArray<string>; readonly unknown: ReadonlyArray<string> } => {
  const known = new Set(ophaMembers[kind].map((name) => name.replaceAll(/[()]/g, "")));
  return {
    missing: ophaMembers[kind].filter((name) => !name.startsWith("(") && !found.includes(name)),
    unknown: found.filter((name) => !known.has(name)),
  };
};
