/** What a study says about itself: plant, team, sessions, the file that it came in. */
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import { CopyText } from "../design/CopyText.tsx";
import { Facts } from "../design/Facts.tsx";
import { assetWords } from "../vocabulary/asset-words.ts";
import { hazopWords } from "../vocabulary/hazop-words.ts";

const words = hazopWords.header;

/** Only what is stated. */
export const HeaderView = ({ here: { header, row } }: { readonly here: ResponseOf<"hazop.study"> }) => (
  <div className="scrolls">
    <Facts
      facts={[
        ...textFact(words.company, header.company),
        ...textFact(words.facility, header.facility),
        ...textFact(words.unit, header.unit),
        ...textFact(words.location, header.location),
        ...textFact(words.type, header.type),
        ...textFact(words.status, header.status),
        ...textFact(words.report, header.report_number),
        ...textFact(
          words.team,
          header.team.map(({ name, title }) => [name, title].filter((part) => part !== "").join(", ")).join("; "),
        ),
        ...textFact(words.sessions, header.sessions.map(({ date, name }) => `${name}: ${date}`).join("; ")),
        ...textFact(words.notes, header.notes),
        {
          name: words.file,
          value: (
            <>
              <div>
                {row.file_name}, {row.dialect}, {words.imported(row.imported_at)}
              </div>
              <CopyText text={row.file_sha256} label={assetWords.photo.copy} form="line" />
            </>
          ),
        },
      ]}
    />
  </div>
);

const textFact = (name: string, value: string) => (value.trim() === "" ? [] : [{ name, value }]);
