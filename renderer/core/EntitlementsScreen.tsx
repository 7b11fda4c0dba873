/** Entitlements to return a core: open ones first, with what discharged the others. */
import "./core.css";
import { Button, TextInput } from "@mantine/core";
import { IconPlus, IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "wouter";
import type { EntitlementRow } from "../../shared/rpc/core-methods.ts";
import { Answered } from "../design/Answered.tsx";
import { FilterRow } from "../design/FilterRow.tsx";
import { Flag } from "../design/Flag.tsx";
import { ScreenFrame } from "../design/ScreenFrame.tsx";
import { StandingMark } from "../evidence/StandingMark.tsx";
import { useAsk } from "../rpc/use-ask.ts";
import { addresses } from "../vocabulary/addresses.ts";
import { coreWords } from "../vocabulary/core-words.ts";
import { moneyWords } from "../vocabulary/money-words.ts";

const words = coreWords.entitlementList;
const choices = ["open", "discharged", "over", "all"] as const;
type Choice = (typeof choices)[number];

/** Keeps filter and search while one stands here. */
export const EntitlementsScreen = () => {
  const [only, setOnly] = useState<Choice>("open");
  const [search, setSearch] = useState("");
  const answer = useAsk("core.entitlements", { limit: 100, only, search }, { keep: true });
  return (
    <ScreenFrame
      title={words.title}
      about={answer.state === "here" ? words.about(answer.value.total) : coreWords.waiting}
      actions={
        <Button component={Link} href={addresses.entitle} leftSection={<IconPlus size={16} />}>
          {words.add}
        </Button>
      }
      body="flush"
    >
      <div className="core-list">
        <div className="core-tools">
          <TextInput
            aria-label={coreWords.search}
            placeholder={coreWords.search}
            leftSection={<IconSearch size={16} aria-hidden="true" />}
            value={search}
            onChange={({ currentTarget }) => setSearch(currentTarget.value)}
          />
          <FilterRow
            label={coreWords.filter}
            chosen={only}
            choose={setOnly}
            choices={choices.map((value) => ({ label: words.filters[value], value }))}
          />
        </div>
        <Answered answer={answer} waiting={coreWords.waiting}>
          {({ rows }) =>
            rows.length === 0 ? <p className="nothing">{words.empty}</p> : <EntitlementTable rows={rows} />
          }
        </Answered>
      </div>
    </ScreenFrame>
  );
};

const EntitlementTable = ({ rows }: { readonly rows: ReadonlyArray<EntitlementRow> }) => (
  <div className="figures-frame">
    <table className="figures core-table">
      <thead>
        <tr>
          {words.columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.record}>
            <th scope="row">
              <StandingMark record={row.record} standing={row.standing} />
              <Link href={addresses.entry(row.history, row.record)}>{row.sold_serial}</Link>{" "}
              <span className="muted">{row.part_number}</span>
            </th>
            <td>{row.sold_on}</td>
            <td>{moneyWords(row.deposit)}</td>
            <td>{row.ends ?? coreWords.none}</td>
            <td>{row.holder ?? coreWords.none}</td>
            <td>
              <Flag tone={row.state === "open" ? "good" : row.state === "contradicting" ? "bad" : "plain"}>
                {coreWords.receiving.states[row.state]}
              </Flag>{" "}
              {row.receipts.map(({ record, serial }) => (
                <Link key={record} href={addresses.core(record)}>
                  {serial ?? coreWords.noPlate}
                </Link>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
