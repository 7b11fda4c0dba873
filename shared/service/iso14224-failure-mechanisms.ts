/** Failure mechanisms with the words that technicians use for them (ISO 14224:2016, table B.2). Data, editable by the user. */
import type { CodeTable } from "./code-table.ts";

export const iso14224FailureMechanisms: CodeTable = {
  id: "failure-mechanism",
  title: "Failure mechanisms",
  edition: "ISO 14224:2016",
  source:
    "Table B.2, codes and synonyms from nlp-tlp/14224ontologies_public at commit 3cc6bb2 (MIT), codes of ISO 14224:2016 (verified). A code other than x.0 says more; 6.3 and 6.4 say least.",
  rows: [
    {
      code: "1.0",
      name: "Mechanical failure - general",
      for_classes: null,
      synonyms: [
        "not meshing", "does not self align", "overstroke", "release fault", "slipping fault", "slipping",
      ],
    },
    {
      code: "1.1",
      name: "Leakage",
      for_classes: null,
      synonyms: [
        "leak", "leaking", "exhausting", "discharging", "weeping",
      ],
    },
    { code: "1.2", name: "Vibration", for_classes: null, synonyms: ["vibration"] },
    {
      code: "1.3",
      name: "Clearance/alignment failure",
      for_classes: null,
      synonyms: [
        "excess play", "out of adjustment", "no clearance", "misaligned",
      ],
    },
    {
      code: "1.4",
      name: "Deformation",
      for_classes: null,
      synonyms: [
        "distortion", "bending", "buckling", "denting", "yielding", "shrinking", "blistering", "creeping",
        "bent", "flat", "dropped", "buckled", "deformed", "flat spot", "torn",
      ],
    },
    { code: "1.5", name: "Looseness", for_classes: null, synonyms: ["disconnected", "loose"] },
    { code: "1.6", name: "Sticking", for_classes: null, synonyms: ["stuck on", "seized", "locked"] },
    {
      code: "2.0",
      name: "Material failure - general",
      for_classes: null,
      synonyms: [
        "hole", "damaged", "damage", "swelled",
      ],
    },
    { code: "2.1", name: "Cavitation", for_classes: null, synonyms: ["cavitation damage", "pitting"] },
    { code: "2.2", name: "Corrosion", for_classes: null, synonyms: ["corroded", "pitting", "pitted"] },
    { code: "2.3", name: "Erosion", for_classes: null, synonyms: ["eroded", "worn out", "worm"] },
    {
      code: "2.4",
      name: "Wear",
      for_classes: null,
      synonyms: [
        "eroded", "worn out", "worn", "scored", "galled", "scuffed", "fretted", "chipped", "flaking",
        "fluted", "peeling", "pitted",
      ],
    },
    {
      code: "2.5",
      name: "Breakage",
      for_classes: null,
      synonyms: [
        "cracking", "crack", "fracture", "broken", "snapped", "cracked", "breach", "exploded",
      ],
    },
    { code: "2.6", name: "Fatigue", for_classes: null, synonyms: ["fatigue"] },
    {
      code: "2.7",
      name: "Overheating",
      for_classes: null,
      synonyms: [
        "overheating", "melted", "warm", "overheated", "burnt", "burning", "brittled",
      ],
    },
    {
      code: "2.8",
      name: "Burst",
      for_classes: null,
      synonyms: [
        "blown", "burst", "exploded", "imploded", "rupture",
      ],
    },
    {
      code: "3.0",
      name: "Instrument failure - general",
      for_classes: null,
      synonyms: [
        "alarm", "sound continuously", "not communicating",
      ],
    },
    {
      code: "3.1",
      name: "Control failure",
      for_classes: null,
      synonyms: [
        "slow", "no control", "work intermittently", "fail to open", "fail to close", "slow communication",
      ],
    },
    {
      code: "3.2",
      name: "No signal/indication/alarm",
      for_classes: null,
      synonyms: [
        "no signal", "no reception", "alarm fault", "no indicator", "no alarm",
      ],
    },
    {
      code: "3.3",
      name: "Faulty signal/indication/alarm",
      for_classes: null,
      synonyms: [
        "faulty signal", "faulty alarm", "faulty indicator", "temperature fault", "pressure fault",
        "charge fault", "electrical fault", "overstroke fault", "intermittent fault", "temperature error",
        "not counting", "not reading", "overheat fault",
      ],
    },
    { code: "3.4", name: "Out of adjustment", for_classes: null, synonyms: ["out of adjustment"] },
    { code: "3.5", name: "Software error", for_classes: null, synonyms: ["logic box failed"] },
    { code: "3.6", name: "Common cause/common mode failure", for_classes: null, synonyms: [] },
    {
      code: "4.0",
      name: "Electrical failure - general",
      for_classes: null,
      synonyms: [
        "tripping out", "running constantly", "electrical fault", "power fault", "shutdown fault",
        "wired incorrectly", "tripped", "low power", "trip", "overcharged", "capacitance drop", "out",
        "fail", "low", "hydraulic fault", "disconnected", "faulty", "spurious output",
      ],
    },
    { code: "4.1", name: "Short circuiting", for_classes: null, synonyms: ["short", "shorted", "short circuit"] },
    {
      code: "4.2",
      name: "Open circuit",
      for_classes: null,
      synonyms: [
        "disconnected", "interrupted", "broken", "open circuit",
      ],
    },
    {
      code: "4.3",
      name: "No power/voltage",
      for_classes: null,
      synonyms: [
        "volt supply error", "no excitation", "not charging", "charging fault", "low voltage",
      ],
    },
    {
      code: "4.4",
      name: "Faulty power/voltage",
      for_classes: null,
      synonyms: [
        "overload", "overvoltage", "supply error", "flash over",
      ],
    },
    {
      code: "4.5",
      name: "Earth/isolation fault",
      for_classes: null,
      synonyms: [
        "earth fault", "earthing out", "ground fault", "arching", "fault to earth",
      ],
    },
    { code: "5.0", name: "External influence - general", for_classes: null, synonyms: ["overgreasing"] },
    { code: "5.1", name: "Blockage/plugged", for_classes: null, synonyms: ["bogging", "plugged", "blocked"] },
    {
      code: "5.2",
      name: "Contamination",
      for_classes: null,
      synonyms: [
        "contamination", "fuel fault", "contaminated",
      ],
    },
    { code: "5.3", name: "Miscellaneous external influences", for_classes: null, synonyms: [] },
    {
      code: "6.0",
      name: "Miscellaneous - general",
      for_classes: null,
      synonyms: [
        "hydraulic fault", "disconnected", "out of date", "detached", "derailed", "deteriorated",
        "fail to communicate", "fail to operate", "non-compliant", "not lighting", "not sounding",
        "resonance", "out of date",
      ],
    },
    {
      code: "6.1",
      name: "No cause found",
      for_classes: null,
      synonyms: [
        "going on and off", "bypassing", "keep blowing", "falling off", "movement", "coming up", "emptying",
        "not cold", "sticking", "won't start", "work intermittently", "will not start", "popped",
        "issues unserviceable", "failed", "tight", "out of service", "shot", "mismatched", "doesn't turn on",
        "not working", "no good", "doesn't work", "error", "missing", "to be fixed", "out", "fail", "low",
        "faulty", "inoperable", "no output",
      ],
    },
    { code: "6.2", name: "Combined causes", for_classes: null, synonyms: [] },
    { code: "6.3", name: "Other", for_classes: null, synonyms: [] },
    { code: "6.4", name: "Unknown", for_classes: null, synonyms: [] },
  ],
};
