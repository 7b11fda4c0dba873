/** Warranties with their cover today: all of them, or those of one asset. */
import "./warranty.css";
import { Button, TextInput } from "@mantine/core";
import { IconPlus, IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "wouter";
import type { WarrantyRow } from "../../shared/rpc/warranty-methods.ts";
import { Answered } from "../design/Answered.tsx";
import { ScreenFrame } from "../design/ScreenFrame.tsx";
import { valueOr } from "../rpc/answer.ts";
import { StandingMark } from "../evidence/StandingMark.tsx";
import { useAsk } from "../rpc/use-ask.ts";
import { addresses } from "../vocabulary/addresses.ts";
import { warrantyWords } from "../vocabulary/warranty-words.ts";
import { CoverMark } from "./CoverMark.tsx";

/** Keeps the search while one stands here. */
export const WarrantiesScreen = ({ history }: { readonly history: string | null }) => {
  const [search, setSearch] = useState("");
  const request = { limit: 100, search, ...(history === null ? {} : { history }) };
  const answer = useAsk("warranty.list", request, { keep: true });
  const asset = valueOr(useAsk("asset.get", { history: history ?? "" }, { when: history !== null }), null);
  const tag = asset?.tag[0]?.value ?? "…";
  return (
    <ScreenFrame
      title={history === null ? warrantyWords.title : warrantyWords.ofAsset(tag)}
      about={answer.state === "here" ? warrantyWords.about(answer.value.total) : warrantyWords.waiting}
      actions={
        history === null ? undefined : (
          <Button component={Link} href={addresses.issueWarranty(history)} leftSection={<IconPlus size={16} />}>
            {warrantyWords.issue}
          </Button>
        )
      }
      body="flush"
    >
      <div className="warranty-list">
        {history === null ? (
          <TextInput
            aria-label={warrantyWords.search}
            placeholder={warrantyWords.search}
            leftSection={<IconSearch size={16} aria-hidden="true" />}
            value={search}
            onChange={({ currentTarget }) => setSearch(currentTarget.value)}
          />
        ) : null}
        <Answered answer={answer} waiting={warrantyWords.waiting}>
          {({ rows }) =>
            rows.length === 0 ? <p className="nothing">{warrantyWords.empty}</p> : <WarrantyTable rows={rows} />
          }
        </Answered>
      </div>
    </ScreenFrame>
  );
};

const WarrantyTable = ({ rows }: { readonly rows: ReadonlyArray<WarrantyRow> }) => (
  <div className="figures-frame">
    <table className="figures warranty-table">
      <thead>
        <tr>
          {warrantyWords.columns.map((column) => (
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
              <Link href={addresses.warranty(row.record)}>{row.certificate_number}</Link>{" "}
              <span className="muted">{warrantyWords.strategies[row.strategy]}</span>
            </th>
            <td>
              <Link href={addresses.asset(row.history)}>{row.tag}</Link>{" "}
              <span className="muted">{row.description}</span>
            </td>
            <td>{row.ends ?? "—"}</td>
            <td>
              <CoverMark cover={row.verdict.cover} />
            </td>
            <td>{reasonOf(row)}</td>
            <td>{row.claims}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

/** The first sentence of those that decide it. */
const reasonOf = ({ verdict }: WarrantyRow): string =>
  verdict.checks.find(({ cover }) => cover === verdict.cover)?.sentence ?? "";
