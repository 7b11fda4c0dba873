/**
 * The first four messages of a link: each side says which installation it is and proves it for this very connection.
 */
import { clearTimeout, setTimeout } from "node:timers";
import { acceptableKey } from "../../shared/crypto/key-rule.ts";
import { bytesOfHex, hexOf } from "../../shared/encoding/hex.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import { helloMessage, type Hello, type LinkFacts, type LinkRole } from "../../shared/sync/hello.ts";
import type { SyncMessage, ContentOf, SyncMessageName } from "../../shared/sync/sync-message.ts";
import { nodeVerify } from "../signature/node-signature.ts";
import type { Signer } from "../signature/signer.ts";
import type { MessageLink } from "./message-link.ts";

/** Who this installation is. */
export interface OwnSide {
  readonly hello: Omit<Hello, "installation">;
  readonly signer: Signer;
}

export interface HandshakeParts {
  readonly link: MessageLink;
  readonly facts: LinkFacts;
  readonly role: LinkRole;
  readonly own: OwnSide;
  /** The installation that the certificate belongs to, where that is known. */
  readonly expected: string | null;
  /** True for a key that took the place of the expected one. */
  readonly succeeds?: (shown: string, expected: string) => boolean;
  /** Everything must have been said within so many milliseconds. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** Says hello in both directions; gives what the other side says of itself, proved. */
export const shakeHands = async (parts: HandshakeParts): Promise<Outcome<Hello>> => {
  const wait = { isOver: false };
  const timer = setTimeout(() => {
    wait.isOver = true;
    parts.link.destroy();
  }, parts.timeoutMs);
  const free = parts.link.endBy(parts.signal);
  const shaken = await exchangeHellos(parts);
  clearTimeout(timer);
  free();
  if (shaken.ok) parts.link.trust();
  return wait.isOver ? tooSlow : shaken;
};

/** The next message, if it is of this name; a `stop` is given on as the other side's refusal. */
export const expectMessage = async <N extends SyncMessageName>(
  link: MessageLink,
  name: N,
): Promise<Outcome<ContentOf<N>>> => {
  const received = await link.receive();
  if (!received.ok) return received;
  if (received.value.kind === "control") {
    const { message } = received.value;
    if ("stop" in message) return refuse(message.stop.kind, message.stop.message);
    const content = contentOf(message, name);
    if (content !== null) return success(content);
  }
  return refuse("peerMessage", `The other side sent something else where "${name}" comes next.`);
};

const contentOf = <N extends SyncMessageName>(message: SyncMessage, name: N): ContentOf<N> | null =>
  isNamed(message, name) ? message[name] : null;

type NamedMessage<N extends SyncMessageName> = Extract<SyncMessage, { readonly [M in N]: unknown }>;

const isNamed = <N extends SyncMessageName>(message: SyncMessage, name: N): message is NamedMessage<N> =>
  Object.hasOwn(message, name);

const exchangeHellos = async ({
  link,
  facts,
  role,
  own,
  expected,
  succeeds,
}: HandshakeParts): Promise<Outcome<Hello>> => {
  await link.send({ hello: { ...own.hello, installation: own.signer.key } });
  const hello = await expectMessage(link, "hello");
  if (!hello.ok) return hello;
  const { installation } = hello.value;
  if (installation === own.signer.key)
    return refuse("helloOwn", "This is the installation itself; it cannot exchange with itself.");
  if (expected !== null && installation !== expected && succeeds?.(installation, expected) !== true) {
    return refuse(
      "helloInstallation",
      "The other side shows a certificate of one installation and the key of another, which no register that is known here puts in its place. If it was renewed, invite it again.",
    );
  }
  const keys =
    role === "client"
      ? { client: own.signer.key, server: installation }
      : { client: installation, server: own.signer.key };
  await link.send({ prove: { sig: hexOf(own.signer.sign(helloMessage(facts, keys, role))) } });
  const proof = await expectMessage(link, "prove");
  if (!proof.ok) return proof;
  const other: LinkRole = role === "client" ? "server" : "client";
  return isProved(proof.value.sig, installation, helloMessage(facts, keys, other)) ? success(hello.value) : wrongHello;
};

const isProved = (sig: string, installation: string, message: Uint8Array): boolean => {
  const key = acceptableKey(installation);
  const signature = bytesOfHex(sig);
  return key.ok && signature !== null && nodeVerify(key.value, signature, message);
};

const tooSlow = refuse("helloTooSlow", "The other side did not prove in time who it is, so the connection was ended.");

const wrongHello = refuse(
  "helloSignature",
  "The other side could not prove its key for this connection: somebody stands in between, or it is not who it says.",
);
