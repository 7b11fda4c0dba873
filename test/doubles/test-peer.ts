/** A company that listens and calls: the real peer service over a disk in memory and real TLS on the loopback. */
import { randomBytes } from "node:crypto";
import { instantFromMillis } from "../../shared/clock/instant.ts";
import { refuse, success } from "../../shared/outcome/outcome.ts";
import type { BackOff } from "../../shared/sync/back-off.ts";
import type { DiskFiles } from "../../main/disk/disk-files.ts";
import type { NetworkSource } from "../../main/peer/networks.ts";
import type { PeerLimits, PeerWiring } from "../../main/peer/peer-context.ts";
import { openPeerService, type PeerService } from "../../main/peer/peer-service.ts";
import type { FrameChecker } from "../../main/signature/frame-checker.ts";
import { enrolIn } from "../../main/recorder/found-register.ts";
import type { LinkIdentity } from "../../main/peer/tls-link.ts";
import { testIdentity } from "./link-pair.ts";
import { faultyDisk } from "./faulty-disk-files.ts";
import { memoryAttachments, type MemoryAttachments } from "./memory-attachments.ts";
import type { TestCompany } from "./test-company.ts";
import { valueOf } from "./value-of.ts";

export interface TestPeer {
  readonly company: TestCompany;
  readonly service: PeerService;
  readonly attachments: MemoryAttachments;
  /** Whether somebody who may enrol is there. */
  readonly validator: { isThere: boolean };
  /** Milliseconds that the clock is ahead. */
  readonly clock: { aheadMs: number };
}

export interface TestPeerOptions {
  readonly checker: FrameChecker;
  readonly limits?: PeerLimits;
  readonly identity?: LinkIdentity;
  readonly wiring?: Partial<PeerWiring>;
  readonly networks?: NetworkSource;
  readonly discoveryPort?: number;
  readonly backOff?: BackOff;
  readonly freeBytes?: () => Promise<number | null>;
  /** What was remembered before the program was closed. */
  readonly files?: DiskFiles;
}

/** Opens the service of a company. */
export const testPeer = async (company: TestCompany, { checker, files: given, identity, limits, wiring, ...live }: TestPeerOptions): Promise<TestPeer> => {
  const files = given ?? faultyDisk().files;
  if (given === undefined) valueOf(await files.makeFolder("/data"));
  const attachments = memoryAttachments();
  const validator = { isThere: true };
  const clock = { aheadMs: 0 };
  const service = valueOf(
    await openPeerService({
      files,
      folder: "/data",
      store: company.store,
      attachments,
      opening: async (sealed) => company.store.openings.get(sealed) ?? null,
      identity: identity ?? (await testIdentity()),
      signer: company.installation,
      now: () => instantFromMillis(Date.now() + clock.aheadMs),
      randomBytes: (count) => randomBytes(count),
      networks: nowhere,
      ...(limits === undefined ? {} : { limits }),
      ...live,
    }),
  );
  service.start({
    register: company.register,
    name: () => company.name,
    people: () => [{ key: company.person.key, name: `Person of ${company.name}` }],
    checker,
    secure: async () => success(null),
    enrol: async ({ installation, name, people, roles }) => {
      if (!validator.isThere) return refuse("validatorLocked", "Nobody who may enrol is here. It waits until somebody is.");
      const { recorder, register, person: signer } = company;
      const enrolOne = enrolIn({ recorder, register, signer, randomHex: (digits) => randomBytes(digits / 2).toString("hex") });
      const organisation = valueOf(await enrolOne({ kind: "organisation", name, organisation: null, keys: [], roles: [] }));
      await enrolOne({ kind: "equipment", name: `Installation of ${name}`, organisation, keys: [installation], roles: ["installation"] });
      for (const { key, name: called } of people) await enrolOne({ kind: "person", name: called, organisation, keys: [key], roles });
      return success({ party: organisation });
    },
    ...wiring,
  });
  return { company, service, attachments, validator, clock };
};

/** A machine that is in no network. */
const nowhere: NetworkSource = { interfaces: () => ({}), gateway: async () => null };

/** `owner` invites, `guest` joins: afterwards the guest may write into the owner's histories. */
export const joinTo = async (owner: TestPeer, guest: TestPeer, histories: "all" | ReadonlyArray<string> = "all", openings = false): Promise<string> => {
  const port = owner.service.port() ?? valueOf(await owner.service.listen(0, "127.0.0.1"));
  const share = { attachments: true, histories, openings };
  const wish = { addresses: [`127.0.0.1:${port}`], name: guest.company.name, roles: ["service-provider"], share };
  const { code } = valueOf(await owner.service.invite(wish));
  valueOf(await guest.service.join(code));
  return `127.0.0.1:${port}`;
};
