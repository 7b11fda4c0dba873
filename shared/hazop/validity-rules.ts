/** The rules by which a study stands; their version grows whenever they would judge the same records otherwise. */

/** R1 to R22, of which each reason names the one that it follows. */
export const validityRules = { name: "HAZOP rules R1 to R22", version: "validity rules 1" } as const;
