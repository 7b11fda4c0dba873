/** The core programmes: those that hold here, and those that come with the program as proposals. */
import "./core.css";
import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { Link } from "wouter";
import type { ProgrammeRow } from "../../shared/rpc/core-methods.ts";
import { Answered } from "../design/Answered.tsx";
import { Flag } from "../design/Flag.tsx";
import { ScreenFrame } from "../design/ScreenFrame.tsx";
import { useAsk } from "../rpc/use-ask.ts";
import { addresses } from "../vocabulary/addresses.ts";
import { coreWords } from "../vocabulary/core-words.ts";
import { newProgramme } from "./programme-draft.ts";

const words = coreWords.programme;

/** Asks and shows. */
export const ProgrammesScreen = () => (
  <ScreenFrame
    title={words.title}
    about={words.editAbout}
    actions={
      <Button component={Link} href={addresses.programme(newProgramme)} leftSection={<IconPlus size={16} />}>
        {words.add}
      </Button>
    }
  >
    <Answered answer={useAsk("core.programmes", {})} waiting={words.waiting}>
      {(rows) => <ProgrammeTable rows={rows} />}
    </Answered>
  </ScreenFrame>
);

const ProgrammeTable = ({ rows }: { readonly rows: ReadonlyArray<ProgrammeRow> }) => (
  <table className="figures core-table">
    <thead>
      <tr>
        {[words.name, words.owner, words.edition, words.source, ""].map((column) => (
          <th key={column} scope="col">
            {column}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {rows.map(({ record, terms }) => (
        <tr key={terms.title}>
          <th scope="row">
            <Link href={addresses.programme(record ?? terms.title)}>{terms.title}</Link>
          </th>
          <td>{terms.owner}</td>
          <td>{terms.edition}</td>
          <td className="muted">{terms.source}</td>
          <td>
            <Flag tone={record === null ? "plain" : "good"}>{record === null ? words.shipped : words.recorded}</Flag>
          </td>
        </tr>
      ))}
    </tbody>
  </table>
);
