/** The time, as exactly as a status line needs it. */
import { useEffect, useState } from "react";

/** A line that says 09:12 is right again soon after the minute has changed. */
const freshMillis = 15_000;

/** Drawn anew four times a minute. */
export const useNow = (): Date => {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), freshMillis);
    return () => clearInterval(timer);
  }, []);
  return now;
};
