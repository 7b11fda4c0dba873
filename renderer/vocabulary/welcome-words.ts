/** The words of the first start and of the first steps. */
import { countText } from "./number-words.ts";

export const welcomeWords = {
  title: "Throughlife",
  about: "The record of machines through their whole life: signed, kept by each company itself, checked by anyone.",
  folder: (folder: string): string => `Nothing is kept on this machine yet. Your data folder will be ${folder}`,
  doors: {
    start: {
      title: "Start your register",
      about: "For a company that keeps its own machines' histories. Two minutes.",
    },
    look: { title: "Look into a bundle or a document", about: "Verify a file that you were given. Nothing is begun." },
    join: { title: "Join a company", about: "You were given a code by a company that invited you." },
    lost: {
      title: "Replace a computer that was lost",
      about: "From the copy on a stick or a second disk. Some minutes.",
    },
    demo: {
      title: "Explore the demo fleet",
      about: "A turbine, a pump and a core with years of history. Your own folder stays empty.",
    },
  },
  back: "Back",
  start: {
    title: "Start your register",
    about: "A few questions; every answer can be changed later. No network is needed.",
    writers: "Who will write into these histories?",
    writersChoices: {
      several: "We, and companies that we work with",
      readers: "Only we, but others must be able to check it",
      alone: "Only we, and nobody else has to check it",
    },
    proportion: {
      several: "Then a register fits: everyone signs for themselves, and nobody has to trust one common server.",
      readers: "Then a register fits: what you hand over can be checked by anyone, years later and without you.",
      alone: "Then a plain shared database would do. Use this only if somebody outside may one day have to check it.",
    },
    usual:
      "The rest is set as most begin: your people may record, you enrol others, entries recorded more than 24 hours later are marked as late.",
  },
  join: {
    title: "Join a company",
    about: "First your own company and name, so that the other side knows whom it enrols; then the code.",
    code: "Invitation code",
    codeHelp: "From the other company: groups of five letters and digits. Both machines must reach each other now.",
    noCode: "Paste the whole code.",
    begun: "Your own folder is begun. The code was not accepted:",
    later: "Go on without joining",
    record: "Begin and join",
  },
  restore: {
    title: "Replace a computer that was lost",
    about: "Every record of the copy comes back, under new keys; what is missing is said by name.",
    folder: "Where the copy is",
    folderHelp: "The stick or disk, or the folder on it, for example /media/ann/STICK or E:\\",
    noCopy:
      "No copy? Join one of the companies that you exchanged with: what they were given comes back from them. What only the lost computer had is lost.",
    look: "Look at the copy",
    looking: "Looking at the copy",
    of: "A copy of",
    made: "Made last",
    never: "never",
    holds: "Holds",
    records: (count: number): string => counted(count, "record", "records"),
    lacks: "Lacks",
    attachments: (count: number): string => counted(count, "attachment", "attachments"),
    exchangedWith: "Exchanged with",
    nobody: "nobody",
    otherCopy: "Another copy",
    pin: "A new PIN",
    key: "Go on as",
    keyOf: (name: string): string => `${name}, with the recovery key on the copy`,
    without: "Somebody new: whoever enrols parties in the register must enrol this computer",
    passphrase: "Passphrase of the recovery key",
    passphraseHelp: "As it was written down when the key was kept.",
    passphraseFault: "Without the passphrase the key does not open.",
    noKey:
      "The copy holds no recovery key. A register of its own is founded; somebody who enrols parties in the former one must enrol this computer before it writes into those histories.",
    begin: "Begin from the copy",
    working: "Checking and taking in every record",
    done: "The records are here",
    came: (records: number, histories: number, attachments: number): string =>
      `${counted(records, "record", "records")} in ${counted(histories, "history", "histories")} and ${counted(attachments, "attachment", "attachments")} came back.`,
    continued:
      "You go on as the same party in the same register: your new key took the place of the lost one. Exchange with everybody, then revoke the key of the lost computer under Parties.",
    beside: "A register of its own was founded. Ask whoever enrols parties in the former one to enrol this computer.",
    missing: "What is missing",
    nothingMissing: "Nothing that is known of.",
    enter: "Go to exchange",
  },
  demo: {
    making: "Making the demo fleet",
    stop: "Stop",
    open: "Open the demo fleet",
    about:
      "Made on this machine by the program itself, command by command, with two companies that exchange. It takes a minute or two the first time.",
    signs: "You sit at the desk of North Shore Wind as Ann Lee, PIN 314159.",
  },
  steps: {
    title: "First steps",
    about: "Each tick stands for something that is really there.",
    done: (done: number, of: number): string => `${done} of ${of} done`,
    doneMark: "Done",
    openMark: "Not yet",
    rows: {
      asset: {
        title: "Register your first machine",
        about: "Its tag and its equipment class are enough.",
        go: "Register",
      },
      work: { title: "Record work or a defect", about: "One line of summary is enough.", go: "Log work" },
      reading: { title: "Record a reading", about: "From an instrument, or what a meter shows.", go: "Read counters" },
      peer: {
        title: "Meet a peer",
        about: "Then your records are no longer on this machine alone.",
        go: "To exchange",
      },
      report: {
        title: "Issue a service dossier",
        about: "A document that carries its own proof.",
        go: "To the dossier",
      },
    },
    all: "All done. The list stays here, under Help.",
    hide: "Hide this in the status line",
    short: (done: number, of: number): string => `First steps: ${done} of ${of}`,
  },
} as const;

const counted = (count: number, one: string, many: string): string => `${countText(count)} ${count === 1 ? one : many}`;
