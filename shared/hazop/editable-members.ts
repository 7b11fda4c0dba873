/** The texts of a study that can be edited here, by their names in the Open PHA format. */

/** Free texts, and the figures of LOPA that are kept as text. References and ids are not among them. */
export const editableMembers = [
  "Boundary",
  "Cause",
  "Consequence",
  "Design_Conditions",
  "Design_Intent",
  "Deviation",
  "Deviation_Comments",
  "Equipment_Tags",
  "Frequency",
  "Guide_Word",
  "Intention",
  "Ipl_Tag",
  "Node_Comments",
  "Node_Description",
  "Operating_Conditions",
  "Parameter",
  "Pfd",
  "Pha_Recommendation",
  "Pha_Recommendation_Due_Date",
  "Pha_Recommendation_Responsible_Party",
  "Safeguard",
  "Safeguard_Comments",
  "Test_Interval",
  "Tmel",
] as const;

export type EditableMember = (typeof editableMembers)[number];
