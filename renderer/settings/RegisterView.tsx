/** The register: a table of records by roles, the parties, and the eight answers of its charter. */
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import { CopyText } from "../design/CopyText.tsx";
import { Facts, type Fact } from "../design/Facts.tsx";
import { permissionTitle } from "../vocabulary/record-words.ts";
import { settingsWords } from "../vocabulary/settings-words.ts";
import { MissingRules } from "./MissingRules.tsx";

export interface RegisterProps {
  readonly register: ResponseOf<"register.show">;
}

const words = settingsWords.register;

/** Every mark of the table is a word for whoever hears it. */
export const RegisterView = ({ register }: RegisterProps) => (
  <div className="register">
    <section className="panel-body">
      <h3>{register.name}</h3>
      <CopyText text={register.id} label={words.copyId} />
      <p className="muted">{words.lateHours(register.late_entry_hours)}</p>
    </section>
    <MissingRules missing={register.missing} />
    <PermissionTable register={register} />
    <PartyTable register={register} />
    <section className="panel-body">
      <h3>{words.litmus}</h3>
      <Facts facts={answersOf(register)} />
    </section>
  </div>
);

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

const answersOf = ({ litmus }: RegisterProps["register"]): ReadonlyArray<Fact> =>
  questions.map((question) => ({ name: words.questions[question], value: litmus[question] }));

const PermissionTable = ({ register: { permissions } }: RegisterProps) => {
  const roles = [...new Set(permissions.flatMap((permission) => permission.roles))].sort();
  return (
    <div className="figures-frame" tabIndex={0} role="group" aria-label={words.permissions}>
      <table className="figures permissions">
        <caption>{words.permissions}</caption>
        <thead>
          <tr>
            <th scope="col">{words.type}</th>
            {roles.map((role) => (
              <th key={role} scope="col" className="role">
                <span>{role}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {permissions.map((permission) => (
            <tr key={permission.type}>
              <th scope="row" title={permission.type}>
                {permissionTitle(permission.type)}
              </th>
              {roles.map((role) => (
                <td key={role} className="may">
                  <May may={permission.roles.includes(role)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

const May = ({ may }: { readonly may: boolean }) => (
  <>
    <span aria-hidden="true">{may ? "●" : ""}</span>
    <span className="unseen">{may ? words.may : words.mayNot}</span>
  </>
);

const PartyTable = ({ register: { parties } }: RegisterProps) => {
  const nameOf = (id: string | null): string => parties.find((party) => party.id === id)?.name ?? "";
  return (
    <div className="figures-frame" tabIndex={0} role="group" aria-label={words.parties}>
      <table className="figures">
        <caption>{words.parties}</caption>
        <thead>
          <tr>
            <th scope="col">{words.party}</th>
            <th scope="col">{words.kind}</th>
            <th scope="col">{words.roles}</th>
            <th scope="col" className="number">
              {words.keys}
            </th>
          </tr>
        </thead>
        <tbody>
          {parties.map(({ id, keys, kind, name, organisation, roles }) => (
            <tr key={id}>
              <th scope="row">
                {name ?? words.nameWithheld} <span className="muted">{nameOf(organisation)}</span>
              </th>
              <td>{words.kinds[kind] ?? kind}</td>
              <td>{roles.join(", ")}</td>
              <td className="number">{keys.length}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
