/** What stands at an address that leads nowhere. */
import { Link } from "wouter";
import { ScreenFrame } from "../design/ScreenFrame.tsx";
import { addresses } from "../vocabulary/addresses.ts";
import { appWords } from "../vocabulary/app-words.ts";

/** A way back. */
export const NowhereView = () => (
  <ScreenFrame title={appWords.nowhere}>
    <Link href={addresses.fleet}>{appWords.toFleet}</Link>
  </ScreenFrame>
);
