/** Finds out which known instrument is on a port: only reads, one profile after the other, each step explained. */
import type { IdentityCheck } from "../../shared/condition/instrument-profile.ts";
import { lineSettingsText } from "../../shared/condition/line-settings.ts";
import { success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { ProbeJob, ReadTarget, ShelvedProfile, Trial } from "./host-message.ts";
import { holds } from "./instrument-identity.ts";
import type { InstrumentFailure } from "./instrument-failure.ts";
import type { JobContext } from "./job-context.ts";
import { createModbusLine, type ModbusLine, type PollFailure } from "./modbus-line.ts";
import { openListenMs } from "./read-job.ts";

/** Reports one trial for each profile that says how its instrument is known. Fails only when the port does. */
export const runProbeJob = async (job: ProbeJob, context: JobContext): Promise<Outcome<void, InstrumentFailure>> => {
  for (const group of byLine(job.profiles.filter(({ profile }) => profile.identify.length > 0))) {
    if (context.signal.aborted) break;
    const probed = await probeGroup(job, context, group);
    if (!probed.ok) return probed;
  }
  return success(undefined);
};

/** Profiles with the same settings are tried on one opening of the port, so that a late reply is known as one. */
const byLine = (shelved: ReadonlyArray<ShelvedProfile>): ReadonlyArray<ReadonlyArray<ShelvedProfile>> => [
  ...Map.groupBy(shelved, ({ profile }) => lineSettingsText(profile.line)).values(),
];

const probeGroup = async (
  job: ProbeJob,
  context: JobContext,
  group: ReadonlyArray<ShelvedProfile>,
): Promise<Outcome<void, InstrumentFailure>> => {
  const settings = group[0]?.profile.line;
  if (settings === undefined) return success(undefined);
  const opened = await context.open(job.path, settings, context.time);
  if (!opened.ok) return opened;
  const timeoutMs = Math.max(...group.map(({ profile }) => profile.protocol.timeout_ms));
  const lateWindowMs = Math.max(...group.map(({ profile }) => profile.protocol.late_window_ms));
  const line = createModbusLine(opened.value, context.time, { line: settings, timeoutMs, lateWindowMs });
  const stop = (): void => line.stop();
  context.signal.addEventListener("abort", stop);
  try {
    await line.listen(openListenMs);
    return await probeEach(job, context, { line, group });
  } finally {
    context.signal.removeEventListener("abort", stop);
    await opened.value.close();
  }
};

const probeEach = async (
  job: ProbeJob,
  context: JobContext,
  { line, group }: { readonly line: ModbusLine; readonly group: ReadonlyArray<ShelvedProfile> },
): Promise<Outcome<void, InstrumentFailure>> => {
  for (const shelved of group) {
    const { profile } = shelved;
    const { unit, timeout_ms, late_window_ms } = profile.protocol;
    const target: ReadTarget = { path: job.path, shelved, line: profile.line, unit, timeout_ms, late_window_ms };
    const trial = await tryProfile(line, target);
    if (!trial.ok) return trial.failure.kind === "stopped" ? success(undefined) : trial;
    context.report({ kind: "trial", job: job.job, trial: trial.value });
  }
  return success(undefined);
};

/** Once for each check: a probe that repeats itself takes too long on a silent port. */
const probeAttempts = 1;

const tryProfile = async (line: ModbusLine, target: ReadTarget): Promise<Outcome<Trial, PollFailure>> => {
  const { profile } = target.shelved;
  let explanation = "";
  for (const check of profile.identify) {
    const checked = await holds(line, target, check, probeAttempts);
    if (!checked.ok && isAboutPort(checked.failure.kind)) return checked;
    if (!checked.ok) return success(failedTrial(target, check, checked.failure));
    explanation = checked.value.explanation;
    if (!checked.value.matches) return success(trialOf(target, "different", `${explanation}.`));
  }
  return success(trialOf(target, "identified", `${explanation}. Its profile is ${evidenceText(target)}.`));
};

const failedTrial = (target: ReadTarget, check: IdentityCheck, failure: PollFailure): Trial =>
  trialOf(target, failure.kind === "noReply" ? "silent" : "refused", unanswered(target, check, failure));

const isAboutPort = (kind: PollFailure["kind"]): boolean => kind.startsWith("port") || kind === "stopped";

const trialOf = ({ shelved, line, unit }: ReadTarget, result: Trial["result"], explanation: string): Trial => ({
  profile_id: shelved.profile.id,
  profile_sha256: shelved.sha256,
  line,
  unit,
  result,
  explanation,
});

const unanswered = (
  { line, unit, shelved: { profile } }: ReadTarget,
  check: IdentityCheck,
  failure: PollFailure,
): string =>
  `${lineSettingsText(line)}, unit ${unit}, register ${check.address} (function ${check.function_code}) for a ${profile.maker} ${profile.model}: ${failure.message}`;

const evidenceText = ({ shelved: { profile } }: ReadTarget): string => {
  switch (profile.source.evidence) {
    case "document-only":
      return "taken from a document and not yet confirmed on a real unit";
    case "simulated":
      return "tried on a simulator only and not yet confirmed on a real unit";
    case "trace-replayed":
      return "confirmed on a recorded trace of a real unit";
    case "unit-verified":
      return "confirmed on a real unit";
    case "user-given":
      return "written by the user";
  }
};
