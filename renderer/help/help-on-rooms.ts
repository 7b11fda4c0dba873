/** Help on the other rooms: exchange, reports, cores, studies, settings. */
import type { HelpPage } from "./help-page.ts";

export const helpOnRooms: ReadonlyArray<HelpPage> = [
  {
    id: "cores",
    title: "Cores",
    about: "Used units at goods-in: received against an entitlement, graded by a programme, credited.",
    screens: ["/cores"],
    parts: [
      {
        heading: "One entitlement, one core",
        says: [
          "An entitlement says which core somebody may return, under which programme, and for which deposit. It is redeemed once.",
          "A core that was received before is refused, and the record that says so is named.",
        ],
      },
      {
        heading: "Receive and grade",
        says: [],
        steps: [
          "Receive a core: scan the code on the unit or type it.",
          "Grade it by the criteria of its programme, with a photo for each defect.",
          "Read how the credit comes about: the deposit, and each deduction with its reason.",
        ],
      },
    ],
  },
  {
    id: "warranty",
    title: "Warranty",
    about: "Terms that are judged on the records: in cover, out of cover, or cannot be decided.",
    screens: ["/warranty", "/asset/*/warranty"],
    parts: [
      {
        heading: "Months or hours, whichever is first",
        says: [
          "A term is judged on the dates and counters that are recorded, and on what bounds them. Where a record is missing, the gap is named.",
          "The certificate is a report: it carries its own proof.",
        ],
      },
    ],
  },
  {
    id: "hazop",
    title: "HAZOP",
    about: "Studies with their nodes and worksheets, and where each of them stands.",
    screens: ["/hazop"],
    parts: [
      {
        heading: "Take a study in",
        says: [
          "Studies of Open PHA are taken in as they are; exported unmodified, the file has the same bytes. What in it leads nowhere is named.",
        ],
      },
      {
        heading: "Two axes",
        says: [
          "Whether a study is valid, and whether its safeguards are proven, are two questions. Both answers follow from signed records, and each says why.",
          "Link safeguards to machines: then proof tests, bypasses and changes that are recorded on the machine reach the study.",
          "Choose a past time to see how it stood then.",
          "The program records and advises. It is never a protective function.",
        ],
      },
      {
        heading: "Changes and reviews",
        says: [
          "A change that is not in kind makes every node stale that stands on the machine. Record it on the machine: it names these nodes before you sign.",
          "Open a stale node and press Review this node. The review names the changes that it covers; signed, it makes the node valid again.",
        ],
      },
      {
        heading: "Watch a deviation with an instrument",
        says: [
          "Open a row of the worksheet and press Watch it with an instrument. Choose the machine and its channel, and give one limit at least.",
          "A reading that stays outside for longer than the delay makes the row deviate; it clears when it is back inside by the dead band.",
        ],
      },
    ],
  },
  {
    id: "exchange",
    title: "Exchange",
    about: "Records travel to other companies over the network, or in a file on a stick.",
    screens: ["/exchange"],
    parts: [
      {
        heading: "Peers",
        says: [
          "A peer is another installation that you have met once. Afterwards one press exchanges both ways, and goes on where it stopped.",
        ],
        steps: [
          "Invite: make a code, and choose what the other side may see.",
          "The other side joins with the code and is enrolled in your register.",
          "Sync now, whenever both are on the same network.",
        ],
      },
      {
        heading: "Staying linked",
        says: [
          "Trust a network, and peers in it are found and linked by themselves: what is recorded on one side is on the other at once. In all other networks the program calls nobody.",
          "A lost link is tried again after a second, then more and more seldom, up to five minutes; the list says when.",
          "What your computer calls into a network differs each time, and only your peers can read it.",
          "Block a peer to exchange nothing with it for a while. Remove it to forget it: its records stay, and its keys stay enrolled until they are revoked.",
          "Who has what shows, history by history, what each peer held when it was met last.",
        ],
      },
      {
        heading: "Bundles",
        says: [
          "A bundle is one file with histories, their register and all that proves them. Anyone can verify it, free of charge and without the program.",
          "Taking one in shows first what it would change. Nothing is taken before you press Take it in.",
        ],
      },
      {
        heading: "Long work",
        says: [
          "The status line says how far it came. Stop ends it where nothing is half done; what was recorded stays.",
        ],
      },
    ],
  },
  {
    id: "reports",
    title: "Reports",
    about: "Documents that carry their own proof.",
    screens: ["/reports", "/report", "/asset/*/dossier"],
    parts: [
      {
        heading: "Preview and issue",
        says: [
          "A preview is the very PDF, and nothing is recorded.",
          "Issuing records the digest of every page under your signature and puts the bundle inside the file. A changed digit, a missing page or anything added is found.",
        ],
      },
      {
        heading: "Role",
        says: ["You issue in a role that the register gives you; it stands on the document."],
      },
    ],
  },
  {
    id: "parties",
    title: "Parties and rules",
    about: "A register says which keys belong to whom, in which roles, and which roles may record what.",
    screens: ["/parties"],
    parts: [
      {
        heading: "Why may this key not?",
        says: [
          "Open Who may do what, name a person or a key and a kind of record. The sentence is the one by which every reader judges, with the records that it follows from.",
          "A half mark means: may, and the record counts once others have endorsed it.",
        ],
      },
      {
        heading: "Enrol and change",
        says: [
          "Validators enrol parties: people, organisations, equipment. What is recorded later takes the place of what was said before; keys are never taken away, they are ended.",
          "A quorum that those who are enrolled can never meet is refused, and so is the end of the last validator: nobody could mend it.",
        ],
      },
      {
        heading: "A lost or stolen key",
        says: [
          "End the key. The program proposes its last good record in each history and says how many records would be disputed, before you sign.",
          "Give the time since which it was compromised, if it was stolen. Records that witnesses saw before that time stay good.",
          "Your own key: throughlife key rotate puts the successor in its place that was promised at enrolment.",
        ],
      },
      {
        heading: "Witness policy",
        says: [
          "It says whose cosignatures bound the times of records. One organisation alone is allowed and warned of.",
        ],
      },
    ],
  },
  {
    id: "settings",
    title: "Settings",
    about: "How the program looks, how figures are written, who signs, and the register.",
    screens: ["/settings", "/design"],
    parts: [
      {
        heading: "Figures and times",
        says: [
          "Units, dates and the decimal mark are yours, on this computer. Records keep what the instrument said; the unit that you prefer stands beside it.",
          "A value marked with ≈ was rounded when it was converted.",
        ],
      },
      {
        heading: "Size, theme and room",
        says: [
          "Ctrl + and Ctrl - make everything larger and smaller, from 75 to 200 %.",
          "Touch makes every button large enough for gloves. High contrast is drawn in black and white.",
        ],
      },
      {
        heading: "People and PINs",
        says: [
          "Each person has a key that only their PIN opens. Nobody can reset a PIN: a lost one means a new key, enrolled anew.",
          "After some minutes without a touch the window locks; what stands in a form stays.",
        ],
      },
    ],
  },
  {
    id: "witnesses",
    title: "Witnesses and receipts",
    about:
      "Who has seen what by when: cosigned logs, receipts, promises, and alarms about logs that contradict themselves.",
    screens: ["/exchange/witnesses"],
    parts: [
      {
        heading: "What a witness does",
        says: [
          "After each exchange, and once an hour, both sides cosign each other's log with the time. A witness never cosigns a log that leaves something out or changes it.",
          "How many witnesses must agree before a time counts stands in the witness policy of the register. One that lies alone moves nothing.",
        ],
      },
      {
        heading: "Alarms",
        says: [
          "A log that signed two checkpoints of different pasts is not trusted any more, for good. The two checkpoints are the proof: make a file of it and show it to anybody.",
          "A log that only does not prove its past is asked again at every exchange, and the alarm ends when it does.",
        ],
      },
      {
        heading: "Receipts and promises",
        says: [
          "A receipt is a small file that proves that a record stands in the log. Whoever has it verifies it without this program.",
          "Whoever takes a record in promises to keep it. Another line in the promised place proves it broken, and the proof names who broke it.",
          "That a log still lacks the line a day later counts when enough witnesses of your register's policy say so. One stranger's word breaks no promise: anybody can cosign an old checkpoint late.",
        ],
      },
    ],
  },
  {
    id: "decisions",
    title: "Decisions",
    about: "What only people decide: who stands behind a record, which of two values holds, what is in doubt.",
    screens: ["/decisions", "/decisions/*"],
    parts: [
      {
        heading: "Endorsements",
        says: [
          "The register may ask that others stand behind a kind of record. Until enough of them do, the record is provisional and counts for nothing.",
          "A party counts once, however often it signs. The writer counts only if the rule admits them.",
        ],
        steps: ["Read the record.", "Say what you looked at.", "Endorse it in the role that the rule asks for."],
      },
      {
        heading: "Conflicts",
        says: [
          "Two people who had not seen each other's records may give one field different values. Neither wins by order or by clock.",
          "Whoever sees both chooses. The record of the choice names both, so that everybody comes to the same state.",
        ],
      },
      {
        heading: "Seals",
        says: [
          "Seal a history when its machine is handed over or released: on the asset, under Custody. The seal lists all that stands at the end of the history, and names who receives it.",
          "The receiver confirms it here. A record that neither stood under the seal nor builds on it surfaced after the seal, whatever time it claims, and is marked wherever it is shown.",
        ],
      },
      {
        heading: "Equivocations and disputes",
        says: [
          "A key that signs two records with one number was copied, restored from a backup, or lies. Both records stay and are the proof; it can be saved as a file that anybody can verify without this program's data.",
          "Press the mark of any record to read why it stands as it does, by which rule, and who put that rule into force.",
        ],
      },
    ],
  },
];
