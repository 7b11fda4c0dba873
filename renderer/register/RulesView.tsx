/** The table of rules: which roles may write what, and who must stand behind it; each row can be changed. */
import { Button, Modal, MultiSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { quorumSchema } from "../../shared/register/register-body.ts";
import { say } from "../design/said.ts";
import { useCommand } from "../rpc/use-command.ts";
import { permissionTitle } from "../vocabulary/record-words.ts";
import { registerWords } from "../vocabulary/register-words.ts";
import { DialogFoot, ReasonField } from "./DialogFoot.tsx";
import { rolesIn, type RegisterPartProps, type Shown } from "./register-part.ts";

const words = registerWords.rules;

/** One row for each type that a rule or a quorum names. */
export const RulesView = ({ register, shown }: RegisterPartProps) => {
  const [changing, setChanging] = useState<string | null>(null);
  const close = (): void => setChanging(null);
  return (
    <>
      <div className="figures-frame" tabIndex={0} role="group" aria-label={words.caption}>
        <table className="figures">
          <thead>
            <tr>
              <th scope="col">{words.type}</th>
              <th scope="col">{words.roles}</th>
              <th scope="col">{words.quorum}</th>
              <th scope="col">
                <span className="unseen">{words.change}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {typesIn(shown).map((type) => (
              <RuleLine key={type} shown={shown} type={type} change={() => setChanging(type)} />
            ))}
          </tbody>
        </table>
      </div>
      <Modal
        opened={changing !== null}
        onClose={close}
        title={changing === null ? "" : words.title(permissionTitle(changing))}
        size="lg"
        closeButtonProps={{ "aria-label": registerWords.dialog.shut }}
      >
        {changing === null ? null : <RuleForm shown={shown} register={register} type={changing} close={close} />}
      </Modal>
    </>
  );
};

interface RuleLineProps {
  readonly shown: Shown;
  readonly type: string;
  readonly change: () => void;
}

const RuleLine = ({ change, shown, type }: RuleLineProps) => (
  <tr>
    <th scope="row" title={type}>
      {permissionTitle(type)}
    </th>
    <td className="wraps">{rolesFor(shown, type).join(", ")}</td>
    <td className="wraps">{groupsFor(shown, type).join("; ") || <span className="muted">{words.noQuorum}</span>}</td>
    <td>
      <Button variant="default" size="compact-sm" aria-label={words.changeOf(permissionTitle(type))} onClick={change}>
        {words.change}
      </Button>
    </td>
  </tr>
);

interface RuleFormProps extends RegisterPartProps {
  readonly type: string;
  readonly close: () => void;
}

const RuleForm = ({ close, register, shown, type }: RuleFormProps) => {
  const [roles, setRoles] = useState<string[]>(() => [...rolesFor(shown, type)]);
  const [group, setGroup] = useState(() => groupsFor(shown, type)[0] ?? "");
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const change = useCommand("register.change-rules");
  const isUnfit = group.trim() !== "" && !quorumSchema.shape.group.safeParse(group.trim()).success;
  const submit = async (): Promise<void> => {
    setTried(true);
    if (isUnfit || reason.trim() === "") return;
    const table = tableWith(shown, { group: group.trim(), roles, type });
    const outcome = await change.run({ ...table, reason: reason.trim(), register });
    if (outcome?.ok !== true) return;
    say(outcome.value.standing === "provisional" ? registerWords.waits : registerWords.recorded);
    close();
  };
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <p className="muted">{words.about}</p>
      <MultiSelect
        label={words.roles}
        data={rolesIn(shown)}
        value={roles}
        onChange={setRoles}
        searchable
        data-autofocus
      />
      <TextInput
        label={words.group}
        description={words.groupHelp}
        value={group}
        error={isUnfit ? words.groupFault : null}
        onChange={({ currentTarget }) => setGroup(currentTarget.value)}
      />
      <ReasonField reason={reason} setReason={setReason} tried={tried} />
      <DialogFoot
        record={words.record}
        running={change.running}
        refusal={change.failure?.message ?? null}
        close={close}
      />
    </form>
  );
};

interface Rule {
  readonly type: string;
  readonly roles: ReadonlyArray<string>;
  readonly group: string;
}

// Tables that stand side by side name a type several times: the row that is recorded is one.
const tableWith = (shown: Shown, { group, roles, type }: Rule) => {
  const types = [...new Set([...shown.permissions.map((rule) => rule.type), type])].sort();
  const permissions = types.map((one) => ({
    roles: one === type ? [...roles].sort() : [...rolesFor(shown, one)].sort(),
    type: one,
  }));
  const kept = shown.quorums.filter((quorum) => quorum.type !== type);
  const quorums = [...kept, ...(group === "" ? [] : [{ group, type }])];
  return { permissions, quorums };
};

const typesIn = ({ permissions, quorums }: Shown): ReadonlyArray<string> =>
  [...new Set([...permissions, ...quorums].map(({ type }) => type))].sort();

const rolesFor = ({ permissions }: Shown, type: string): ReadonlyArray<string> => [
  ...new Set(permissions.flatMap((rule) => (rule.type === type ? rule.roles : []))),
];

const groupsFor = ({ quorums }: Shown, type: string): ReadonlyArray<string> => [
  ...new Set(quorums.flatMap((quorum) => (quorum.type === type ? [quorum.group] : []))),
];
