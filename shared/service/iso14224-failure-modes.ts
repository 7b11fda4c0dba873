/**
 * Failure modes with the classes that they belong to (ISO 14224:2016, tables B.6 to B.15). Data, editable by the user.
 */
import type { CodeTable } from "./code-table.ts";

/**
 * A class without a list of its own has that of its category: rotating, mechanical, electrical, safety and control. OTH
 * and UNK fit every class. WT is not of the standard and takes its modes from the rotating list.
 */
const classes = (codes: string): ReadonlyArray<string> => (codes === "" ? [] : codes.split(" "));

export const iso14224FailureModes: CodeTable = {
  id: "failure-mode",
  title: "Failure modes",
  edition: "ISO 14224:2016",
  source:
    "Tables B.6 to B.15, from nlp-tlp/14224ontologies_public at commit 3cc6bb2 (MIT), codes of ISO 14224:2016 (verified), and public reference lists of ISO 14224:2016 codes, read as facts (secondary). Meanings are in our own words.",
  rows: [
    {
      code: "AIR",
      name: "Abnormal instrument reading",
      for_classes: classes(
        "BL CF CE CO EG EM GT LE MI PU ST TE CV CR FS HE HB LA PL PI VE SI SE TA SW TU WI FC PC PT SG UP EC ER FF FI IG LB NO TC VA WT",
      ),
      synonyms: ["false alarm or faulty instrument indication"],
    },
    {
      code: "BRD",
      name: "Breakdown",
      for_classes: classes("BL CF CE CO EG EM GT LE MI PU ST TE CV CR FS LA PL PI SI SE SW TU WI WT"),
      synonyms: ["serious damage: seizure, breakage"],
    },
    {
      code: "DOP",
      name: "Delayed operation",
      for_classes: classes("EC ER FF FI IG LB NO TC VA"),
      synonyms: ["opening/closing/response slower than specified"],
    },
    {
      code: "ELF",
      name: "External leakage - fuel",
      for_classes: classes("BL CF CE CO EG GT LE MI TE"),
      synonyms: ["supplied fuel or gas leaks to surroundings"],
    },
    {
      code: "ELP",
      name: "External leakage - process medium",
      for_classes: classes(
        "BL CF CE CO EG LE MI PU ST TE CV FS HE HB LA PL PI VE SI SE TA SW TU WI EC ER FF FI IG IP LB NO TC VA",
      ),
      synonyms: ["process fluid (oil, gas, condensate, water) leaks to surroundings"],
    },
    {
      code: "ELU",
      name: "External leakage - utility medium",
      for_classes: classes(
        "BL CF CE CO EG EM GT LE MI PU ST TE CV CR FS HE LA PL PI VE SI SE TA SW TU WI FC PC PT SG UP EC ER FF FI IG IP LB NO TC VA WT",
      ),
      synonyms: ["lubricant, cooling water or other utility fluid leaks to surroundings"],
    },
    {
      code: "ERO",
      name: "Erratic output",
      for_classes: classes("BL CF CE CO EG EM GT LE MI PU ST TE FC PC PT SG UP CL EC ER FG FF FI IG IP LB NO TC WT"),
      synonyms: ["oscillating, hunting, unstable output"],
    },
    {
      code: "FCO",
      name: "Failure to connect",
      for_classes: classes("CV FS LA PL SI SE SW TU WI"),
      synonyms: ["does not connect"],
    },
    {
      code: "FDC",
      name: "Failure to disconnect",
      for_classes: classes("CV FS LA PL SI SE SW TU WI"),
      synonyms: ["does not disconnect on demand"],
    },
    {
      code: "FOF",
      name: "Faulty output frequency",
      for_classes: classes("FC PC PT SG UP"),
      synonyms: ["wrong or oscillating frequency"],
    },
    {
      code: "FOV",
      name: "Faulty output voltage",
      for_classes: classes("FC PC PT SG UP"),
      synonyms: ["wrong or unstable voltage"],
    },
    {
      code: "FRO",
      name: "Failure to rotate",
      for_classes: classes("CV CR FS LA PL SI SE SW TU WI"),
      synonyms: ["does not rotate"],
    },
    {
      code: "FTC",
      name: "Failure to close on demand",
      for_classes: classes("EC ER FF FI IG LB NO TC VA"),
      synonyms: ["does not close when demanded"],
    },
    {
      code: "FTF",
      name: "Failure to function on demand",
      for_classes: classes("CL EC ER FG FF FI IG IP LB NO TC"),
      synonyms: ["no response to signal or activation"],
    },
    {
      code: "FTI",
      name: "Failure to function as intended",
      for_classes: classes("CV CR FS LA PL SI SE SW TU WI"),
      synonyms: ["general operation failure"],
    },
    {
      code: "FTO",
      name: "Failure to open on demand",
      for_classes: classes("EC ER FF FI IG LB NO TC VA"),
      synonyms: ["does not open when demanded"],
    },
    {
      code: "FTS",
      name: "Failure to start on demand",
      for_classes: classes("BL CF CE CO EG EM GT LE MI PU ST TE CV CR FS LA PL SI SE SW TU WI WT"),
      synonyms: ["does not start when demanded"],
    },
    {
      code: "HIO",
      name: "High output",
      for_classes: classes("BL CF CE CO EG EM GT LE MI PU ST TE CL EC ER FG FF FI IG IP LB NO TC VA WT"),
      synonyms: ["overspeed or output above acceptance"],
    },
    {
      code: "IHT",
      name: "Insufficient heat transfer",
      for_classes: classes("CV FS HE HB LA PL VE SI SE TA SW TU WI"),
      synonyms: ["cooling or heating below acceptance"],
    },
    {
      code: "INL",
      name: "Internal leakage",
      for_classes: classes(
        "BL CF CE CO EG GT LE MI PU ST TE CV CR FS HE HB LA PL PI SI SE TA SW TU WI FC PC PT SG UP EC ER FF FI IG LB NO TC VA",
      ),
      synonyms: ["process or utility fluid leaks internally"],
    },
    { code: "LBP", name: "Low oil supply pressure", for_classes: classes("CV FS LA PL SI SE SW TU WI"), synonyms: [] },
    {
      code: "LCP",
      name: "Leakage in closed position",
      for_classes: classes("EC ER FF FI IG LB NO TC VA"),
      synonyms: ["leaks through in closed position"],
    },
    { code: "LOA", name: "Load drop", for_classes: classes("CV CR FS LA PL SI SE SW TU WI"), synonyms: [] },
    { code: "LOB", name: "Loss of buoyancy", for_classes: classes("CV FS LA PL SI SE SW TU WI"), synonyms: [] },
    {
      code: "LOO",
      name: "Low output",
      for_classes: classes(
        "BL CF CE CO EG EM GT LE MI PU ST TE CV FS LA PL SI SE SW TU WI CL EC ER FG FF FI IG IP LB NO TC VA WT",
      ),
      synonyms: ["delivery or output below acceptance"],
    },
    {
      code: "LOR",
      name: "Loss of redundancy",
      for_classes: classes("FC PC PT SG UP"),
      synonyms: ["one or more redundant units not functioning"],
    },
    {
      code: "NOI",
      name: "Noise",
      for_classes: classes("BL CF CE CO EG EM GT LE MI PU ST TE CV CR FS LA PL PI SI SE SW TU WI WT"),
      synonyms: ["abnormal noise"],
    },
    { code: "NOO", name: "No output", for_classes: classes("EC ER FG FF FI IG IP LB NO TC VA"), synonyms: [] },
    {
      code: "OHE",
      name: "Overheating",
      for_classes: classes("BL CF CE CO EG EM GT LE MI PU ST TE CV CR FS HB LA PL PI SI SE SW TU WI FC PC PT SG UP WT"),
      synonyms: ["machine parts, exhaust or cooling medium too hot"],
    },
    { code: "OTH", name: "Other", for_classes: null, synonyms: ["failure mode not covered by the codes"] },
    {
      code: "PDE",
      name: "Parameter deviation",
      for_classes: classes(
        "BL CF CE CO EG EM GT LE MI PU ST TE CV CR FS HE HB LA PL PI VE SI SE TA SW TU WI FC PC PT SG UP WT",
      ),
      synonyms: ["monitored parameter beyond limits, e.g. high/low alarm"],
    },
    {
      code: "PLU",
      name: "Plugged / choked",
      for_classes: classes(
        "BL CF CE CO EG GT LE MI PU ST TE CV FS HE HB LA PL PI VE SI SE TA SW TU WI FC PC PT SG UP EC ER FF FI IG LB NO TC VA",
      ),
      synonyms: ["partial or full flow restriction"],
    },
    {
      code: "PTF",
      name: "Power / signal transmission failure",
      for_classes: classes("CV FS LA PL PI SI SE SW TU WI WT"),
      synonyms: ["power or signal not transmitted"],
    },
    { code: "SBU", name: "Sludge build-up", for_classes: classes("VE TA"), synonyms: [] },
    {
      code: "SER",
      name: "Minor in-service problems",
      for_classes: classes(
        "BL CF CE CO EG EM GT LE MI PU ST TE CV CR FS HE HB LA PL PI VE SI SE TA SW TU WI FC PC PT SG UP CL EC ER FF FI IG IP LB NO TC VA WT",
      ),
      synonyms: ["loose items, discoloration, dirt"],
    },
    {
      code: "SHH",
      name: "Spurious high level alarm",
      for_classes: classes("EC ER FG FF FI IG LB NO TC"),
      synonyms: ["e.g. at 60 % of lower explosive limit"],
    },
    {
      code: "SLL",
      name: "Spurious low level alarm",
      for_classes: classes("EC ER FG FF FI IG LB NO TC"),
      synonyms: ["e.g. at 20 % of lower explosive limit"],
    },
    { code: "SLP", name: "Slippage", for_classes: classes("CV CR FS LA PL SI SE SW TU WI"), synonyms: [] },
    {
      code: "SPO",
      name: "Spurious operation",
      for_classes: classes("CV CR FS LA PL SI SE SW TU WI FC PC PT SG UP CL EC ER FG FF FI IG IP LB NO TC VA WT"),
      synonyms: ["operates without demand"],
    },
    {
      code: "STD",
      name: "Structural deficiency",
      for_classes: classes(
        "BL CF CE CO EG EM GT LE MI PU ST TE CV CR FS HE HB LA PL PI VE SI SE TA SW TU WI FC PC PT SG UP EC ER FF FI IG LB NO TC VA WT",
      ),
      synonyms: ["material damage: cracks, wear, fracture, corrosion"],
    },
    {
      code: "STP",
      name: "Failure to stop on demand",
      for_classes: classes("BL CF CE CO EG EM GT LE MI PU ST TE CV FS LA PL SI SE SW TU WI FC PC PT SG UP WT"),
      synonyms: ["does not stop when demanded"],
    },
    { code: "UNK", name: "Unknown", for_classes: null, synonyms: ["too little information"] },
    {
      code: "UST",
      name: "Spurious stop",
      for_classes: classes("BL CF CE CO EG EM GT LE MI PU ST TE WT"),
      synonyms: ["unexpected shutdown"],
    },
    {
      code: "VIB",
      name: "Vibration",
      for_classes: classes("BL CF CE CO EG EM GT LE MI PU ST TE CV CR FS LA PL PI SI SE SW TU WI WT"),
      synonyms: ["abnormal vibration"],
    },
    { code: "VLO", name: "Very low output", for_classes: classes("EC ER FF FI IG LB NO TC"), synonyms: [] },
  ],
};
