/** Enrols a party, or says anew what one is. */
import { Modal, MultiSelect, Select, TextInput } from "@mantine/core";
import { useState } from "react";
import { say } from "../design/said.ts";
import { useCommand } from "../rpc/use-command.ts";
import { registerWords } from "../vocabulary/register-words.ts";
import { DialogFoot } from "./DialogFoot.tsx";
import { instantTyped, type PartyRow, type RegisterPartProps, type Shown } from "./register-part.ts";

const words = registerWords.enrol;
const kinds = ["person", "organisation", "equipment"] as const;
type Kind = (typeof kinds)[number];

export interface EnrolDialogProps extends RegisterPartProps {
  /** The party that is changed, `new` for another one, null while the dialog is closed. */
  readonly party: PartyRow | "new" | null;
  readonly close: () => void;
}

/** Made anew each time it is opened. */
export const EnrolDialog = ({ close, party, register, shown }: EnrolDialogProps) => (
  <Modal
    opened={party !== null}
    onClose={close}
    title={party === null || party === "new" ? words.title : words.changeTitle(party.name ?? registerWords.withheld)}
    size="lg"
    closeButtonProps={{ "aria-label": registerWords.dialog.shut }}
  >
    {party === null ? null : (
      <EnrolForm before={party === "new" ? null : party} shown={shown} register={register} close={close} />
    )}
  </Modal>
);

interface EnrolFormProps extends RegisterPartProps {
  readonly before: PartyRow | null;
  readonly close: () => void;
}

const EnrolForm = ({ before, close, register, shown }: EnrolFormProps) => {
  const [wish, setWish] = useState(() => wishFor(before));
  const [tried, setTried] = useState(false);
  const enrol = useCommand("register.enrol");
  const change = (part: Partial<Wish>): void => setWish({ ...wish, ...part });
  const faults = faultsOf(wish, before);
  const submit = async (): Promise<void> => {
    setTried(true);
    if (Object.values(faults).some((fault) => fault !== null)) return;
    const outcome = await enrol.run(requestOf(wish, before, register));
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
      <p className="muted">{before === null ? words.about : words.changeAbout}</p>
      {before === null ? (
        <Select
          label={words.kind}
          data={kinds.map((value) => ({ label: registerWords.parties.kinds[value], value }))}
          value={wish.kind}
          allowDeselect={false}
          onChange={(value) => change({ kind: kinds.find((kind) => kind === value) ?? wish.kind })}
        />
      ) : null}
      <TextInput
        label={words.name}
        description={before === null ? null : words.nameKept}
        value={wish.name}
        data-autofocus
        error={tried ? faults.name : null}
        onChange={({ currentTarget }) => change({ name: currentTarget.value })}
      />
      {wish.kind === "organisation" ? null : (
        <Select
          label={words.organisation}
          data={[{ label: words.noOrganisation, value: "" }, ...organisationsIn(shown)]}
          value={wish.organisation}
          allowDeselect={false}
          onChange={(value) => change({ organisation: value ?? "" })}
        />
      )}
      <TextInput
        label={words.key}
        description={words.keyHelp}
        value={wish.key}
        error={tried ? faults.key : null}
        onChange={({ currentTarget }) => change({ key: currentTarget.value })}
      />
      <RoleField roles={wish.roles} known={rolesKnown(shown)} setRoles={(roles) => change({ roles })} />
      <div className="row-of">
        <TextInput
          label={words.from}
          value={wish.from}
          error={tried ? faults.from : null}
          onChange={({ currentTarget }) => change({ from: currentTarget.value })}
        />
        <TextInput
          label={words.until}
          value={wish.until}
          error={tried ? faults.until : null}
          onChange={({ currentTarget }) => change({ until: currentTarget.value })}
        />
      </div>
      <p className="muted">{words.validHelp}</p>
      <DialogFoot
        record={before === null ? words.record : words.recordChange}
        running={enrol.running}
        refusal={enrol.failure?.message ?? null}
        close={close}
      />
    </form>
  );
};

interface RoleFieldProps {
  readonly roles: ReadonlyArray<string>;
  readonly known: ReadonlyArray<string>;
  readonly setRoles: (roles: string[]) => void;
}

const RoleField = ({ known, roles, setRoles }: RoleFieldProps) => (
  <MultiSelect label={words.roles} data={[...known]} value={[...roles]} onChange={setRoles} searchable />
);

interface Wish {
  readonly kind: Kind;
  readonly name: string;
  readonly organisation: string;
  readonly key: string;
  readonly roles: ReadonlyArray<string>;
  readonly from: string;
  readonly until: string;
}

const wishFor = (before: PartyRow | null): Wish => ({
  from: "",
  key: "",
  kind: kinds.find((kind) => kind === before?.kind) ?? "person",
  name: "",
  organisation: before?.organisation ?? "",
  roles: before?.roles ?? [],
  until: "",
});

const faultsOf = ({ from, key, name, until }: Wish, before: PartyRow | null) => ({
  from: from.trim() === "" || instantTyped(from) !== null ? null : words.faults.day,
  key: key.trim() === "" || /^[0-9a-f]{64}$/.test(key.trim()) ? null : words.faults.key,
  name: before === null && name.trim() === "" ? words.faults.name : null,
  until: until.trim() === "" || instantTyped(until) !== null ? null : words.faults.day,
});

const requestOf = (wish: Wish, before: PartyRow | null, register: string | null) => ({
  keys: wish.key.trim() === "" ? [] : [{ key: wish.key.trim() }],
  kind: wish.kind,
  name: wish.name.trim() === "" ? null : wish.name.trim(),
  organisation: wish.organisation === "" || wish.kind === "organisation" ? null : wish.organisation,
  party: before?.id ?? null,
  register,
  roles: [...wish.roles],
  valid_from: instantTyped(wish.from),
  valid_until: instantTyped(wish.until),
});

const organisationsIn = ({ parties }: Shown) =>
  parties
    .filter(({ kind }) => kind === "organisation")
    .map(({ id, name }) => ({ label: name ?? id.slice(0, 12), value: id }));

const rolesKnown = ({ permissions }: Shown): ReadonlyArray<string> =>
  [...new Set(permissions.flatMap(({ roles }) => roles))].sort();
