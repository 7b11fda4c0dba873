/** A reply frame and a profile to a poll: the same bytes and the same profile always give the same poll. */
import type { Instant } from "../clock/instant.ts";
import { hexOf } from "../encoding/hex.ts";
import {
  isVerifiedProfile,
  type InstrumentProfile,
  type ProfileChannel,
  type ProfileRead,
} from "./instrument-profile.ts";
import { qualityOf } from "./quality.ts";
import { requestFrame, type ReadRequest } from "./read-request.ts";
import type { ChannelGap, ChannelReading, Poll } from "./reading.ts";
import { decodeChannel } from "./register-decoder.ts";

/** A frame that the framing accepted as the reply to a request. */
export interface AcceptedReply {
  readonly request: ReadRequest;
  /** The whole frame, with unit, function code and CRC. */
  readonly frame: Uint8Array;
  readonly at: Instant;
  readonly mono_us: number;
  /** It came after its timeout, or was accepted by agreement of repeated reads after one. */
  readonly suspectLate: boolean;
}

/** The request of a profile's read to the device at a unit address. */
export const requestOf = ({ function_code, address, count }: ProfileRead, unit: number): ReadRequest => ({
  address,
  count,
  function_code,
  unit,
});

/** Decodes all channels that stand in this read. */
export const decodePoll = (profile: InstrumentProfile, read: ProfileRead, reply: AcceptedReply): Poll => {
  const registers = reply.frame.subarray(3, reply.frame.length - 2);
  const channels = profile.channels.filter((channel) => channel.read === read.name);
  const decoded = channels.map((channel) =>
    decode(profile, { channel, read, registers, suspectLate: reply.suspectLate }),
  );
  return {
    gaps: decoded.filter((one) => "reason" in one),
    readings: decoded.filter((one) => "value" in one),
    reply: { at: reply.at, mono_us: reply.mono_us, raw: hexOf(reply.frame) },
    request: { ...reply.request, raw: hexOf(requestFrame(reply.request)) },
  };
};

interface ChannelOfReply {
  readonly channel: ProfileChannel;
  readonly read: ProfileRead;
  readonly registers: Uint8Array;
  readonly suspectLate: boolean;
}

const decode = (
  profile: InstrumentProfile,
  { channel, read, registers, suspectLate }: ChannelOfReply,
): ChannelReading | ChannelGap => {
  const decoded = decodeChannel(channel, read, registers);
  if (decoded.kind === "noValue") return { channel: channel.name, reason: decoded.reason };
  const quality = qualityOf({ inRange: decoded.inRange, suspectLate, profileVerified: isVerifiedProfile(profile) });
  return { channel: channel.name, quality, unit: channel.unit, value: decoded.value };
};
