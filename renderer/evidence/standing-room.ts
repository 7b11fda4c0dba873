/** The way from any record on a page to how it stands: what is asked when somebody presses its mark. */
import { createContext, use } from "react";

/** Provided once, around the window; asks for a record by its id. */
export const StandingContext = createContext<(record: string) => void>(() => {});

/** Shows how a record stands, why, and the records behind it. */
export const useStanding = (): ((record: string) => void) => use(StandingContext);
