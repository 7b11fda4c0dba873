/** The words of the first start and of the first steps. */

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
