/** Help on machines: the fleet, one asset, and what is recorded about it. */
import type { HelpPage } from "./help-page.ts";

export const helpOnMachines: ReadonlyArray<HelpPage> = [
  {
    id: "first-steps",
    title: "First steps",
    about: "From an empty folder to a record that others can check, in a few minutes.",
    screens: ["/first-steps"],
    parts: [
      {
        heading: "In this order",
        says: [
          "The list of first steps ticks itself off: each tick stands for a record, a peer or a file that is there.",
        ],
        steps: [
          "Register a machine: its tag and its equipment class are enough.",
          "Log work on it, or report a defect.",
          "Read an instrument, or write down what a meter shows.",
          "Share: invite a peer, or export a bundle to a stick.",
          "Issue a service dossier and verify it, as its reader will.",
        ],
      },
      {
        heading: "Nothing can be lost by trying",
        says: [
          "The demo fleet lies beside your own folder. What you do in it stays in it.",
          "A record cannot be deleted. A wrong one is corrected: the old one stays, marked, and the right one counts.",
        ],
      },
    ],
  },
  {
    id: "fleet",
    title: "Fleet",
    about: "Every machine of which there is a history here, with what is to be seen about it.",
    screens: ["/", "/view"],
    parts: [
      {
        heading: "Find a machine",
        says: [
          "Search looks in tag, serial number, maker, model and description. Press / to begin, the arrows to move, Enter to open.",
          "From any screen, Ctrl K finds a machine by its tag, and a record by the first six digits of its id.",
        ],
      },
      {
        heading: "Marks",
        says: [
          "Each mark has a shape and a number: open defects, values that were set twice, records that wait for others, records that no peer has yet.",
          "Point at a mark to read what it means.",
        ],
      },
    ],
  },
  {
    id: "register",
    title: "Register an asset",
    about: "Begins the history of a machine.",
    screens: ["/register"],
    parts: [
      {
        heading: "Tag, serial number and life number",
        says: [
          "The tag is the place, as on the plate: P-101A. It stays when the machine is changed.",
          "The serial number is the machine. It goes with it to the workshop and to the next place.",
          "The life number is 1 for a new machine and goes up by one with each remanufacture.",
        ],
      },
      {
        heading: "What you need",
        says: ["Tag and equipment class. The classes are those of ISO 14224. Everything else can be recorded later."],
      },
    ],
  },
  {
    id: "asset",
    title: "Asset",
    about: "One machine: what it is now, and all that happened to it.",
    screens: ["/asset/*"],
    parts: [
      {
        heading: "What it is now",
        says: [
          "Identity, open defects, counters and the last readings are computed from the records beside them. Nothing on this side was typed in here.",
          "A field that two people set without knowing of each other shows both values. Neither counts until somebody decides.",
        ],
      },
      {
        heading: "What happened",
        says: [
          "The newest record stands at the top. Open one to read all that it says, who signed it, and how far it can be trusted.",
          "Show the bytes gives the signed text, its signature and its place in the journal.",
        ],
      },
      {
        heading: "Correct a record",
        says: ["Open it and press Correct. The old record stays, struck out; what you write is signed beside it."],
      },
    ],
  },
  {
    id: "log-work",
    title: "Log work",
    about: "Records what was done on a machine.",
    screens: ["/asset/*/log"],
    parts: [
      {
        heading: "In under a minute",
        says: [
          "One line of summary is enough. What you type is kept on this machine until it is recorded, also when the battery dies.",
        ],
        steps: [
          "Write what was done, as you would tell a colleague.",
          "Choose the activity and, after a failure, its mode and cause: type the word you know, the code is found.",
          "Tick the defects that this work closes.",
          "Press Ctrl Enter, or Record.",
        ],
      },
      {
        heading: "Hours and figures",
        says: [
          "Write 2.5 or 2,5. A number that can be read in two ways, such as 1,250, is asked about.",
          "A day alone is a day: write 2026-11-22. With the time: 2026-11-22 09:30.",
        ],
      },
      {
        heading: "Names and prices",
        says: ["Names of people and prices are sealed: they leave this company only where you share sealed values."],
      },
    ],
  },
  {
    id: "defect",
    title: "Report a defect",
    about: "Records what is wrong with a machine; it stays open until work closes it.",
    screens: ["/asset/*/defect"],
    parts: [
      {
        heading: "Say what you saw",
        says: [
          "Write it in your words. Add the failure mode if you know it, and a photo.",
          "Whoever logs the repair ticks the defect; then it is closed, and the record of the repair says so.",
        ],
      },
    ],
  },
  {
    id: "change",
    title: "Record a change",
    about: "Records a modification of a machine: a part, a setpoint, a limit, software, a medium, a procedure.",
    screens: ["/asset/*/change"],
    parts: [
      {
        heading: "In kind or not",
        says: [
          "A replacement in kind meets the specification of what it replaces: the studies stay as they are. Only a part can be replaced in kind.",
          "Everything else is a change that somebody has to look at. When in doubt, leave it at not in kind.",
        ],
      },
      {
        heading: "What it does to the studies",
        says: [
          "Before you sign, the form names every node of every study here that stands on this machine: those that cover it, and those that count on a safeguard that it performs.",
          "After a change that is not in kind these nodes are stale: the paper may no longer be true. They stay so until the change is reviewed.",
        ],
        steps: [
          "Write what is different now, and choose what was changed.",
          "Read which nodes become stale, then sign.",
          "Open each of them, press Review this node, and sign what the review found.",
        ],
      },
    ],
  },
  {
    id: "counters",
    title: "Read counters",
    about: "Records what the meters show: operating hours, starts, litres.",
    screens: ["/asset/*/counters"],
    parts: [
      {
        heading: "Only what you read",
        says: ["Empty fields are left out. The value of last time and its day stand below each field."],
      },
      {
        heading: "Another counter",
        says: ["Give it a name and a unit. From then on it is offered."],
      },
    ],
  },
  {
    id: "describe",
    title: "Change the description",
    about: "Sets fields of a machine again, and decides between two values.",
    screens: ["/asset/*/describe"],
    parts: [
      {
        heading: "Only what you change",
        says: [
          "Fields that you leave alone are not recorded.",
          "Where two values stand against each other, press the one that is right. Your record knows of both and decides.",
        ],
      },
    ],
  },
  {
    id: "plan",
    title: "Plan maintenance",
    about: "Says what is to be done on a machine, and when: by calendar, by a counter, or whichever is first.",
    screens: ["/asset/*/plan"],
    parts: [
      {
        heading: "Tasks",
        says: [
          "Each task has a title and an interval. Log the work from the list of what is due, and the task counts from then on.",
          "A day that is estimated from how a counter went is marked as an estimate.",
        ],
      },
    ],
  },
  {
    id: "instrument",
    title: "Instrument",
    about: "Reads an instrument over a serial port and records what it says. Nothing is ever written to a controller.",
    screens: ["/instrument"],
    parts: [
      {
        heading: "Read",
        says: [],
        steps: [
          "Choose the port. One that the system does not list can be typed.",
          "Choose the profile of the instrument, or let Probe try the known ones; it only reads.",
          "Choose the machine that the readings belong to, and start.",
        ],
      },
      {
        heading: "What is recorded",
        says: [
          "Each reading keeps its raw frame, its unit, its quality and the digest of the profile that decoded it.",
          "A gap in the curve is a gap: no value is invented.",
          "A simulated instrument says so on every reading and is never evidence.",
        ],
      },
    ],
  },
];
