/** Why there is a register: the eight answers of its charter, in the order of the litmus test. */
import { CopyText } from "../design/CopyText.tsx";
import { Facts } from "../design/Facts.tsx";
import { registerWords } from "../vocabulary/register-words.ts";
import { settingsWords } from "../vocabulary/settings-words.ts";
import type { RegisterPartProps } from "./register-part.ts";

const words = registerWords.charter;

const questions = [
  "database",
  "writers",
  "absence_of_trust",
  "disintermediation",
  "interaction",
  "rules",
  "sponsor",
  "validators",
] as const;

/** Read only: a charter is never changed, what hangs on it is. */
export const CharterView = ({ shown }: Pick<RegisterPartProps, "shown">) => (
  <div className="panel-body stack">
    <CopyText text={shown.id} label={words.id} />
    <p className="muted">{words.late(shown.late_entry_hours)}</p>
    <Facts
      facts={questions.map((name) => ({ name: settingsWords.register.questions[name], value: shown.litmus[name] }))}
    />
    <Facts
      facts={[
        {
          name: words.validators,
          value: shown.validators.map((key) => (
            <span key={key} className="mono" title={key}>
              {key.slice(0, 16)}{" "}
            </span>
          )),
        },
      ]}
    />
  </div>
);
