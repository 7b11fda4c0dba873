/** The register: who may do what, and the rules that one founded by an older version lacks. */
import { z } from "zod";
import { litmusSchema, permissionSchema } from "../register/register-body.ts";
import { idSchema } from "./rows.ts";

export const registerMethods = {
  "register.show": {
    does: "The register: its charter, parties, keys, roles and permissions, and the usual rules that it lacks.",
    request: z.strictObject({}),
    response: z.strictObject({
      id: idSchema,
      late_entry_hours: z.int(),
      litmus: litmusSchema,
      /** Types of records that no rule names, so that nobody may write them, with what this version would grant. */
      missing: z.array(permissionSchema),
      name: z.string(),
      parties: z.array(
        z.strictObject({
          id: idSchema,
          keys: z.array(idSchema),
          kind: z.string(),
          name: z.string().nullable(),
          organisation: z.string().nullable(),
          roles: z.array(z.string()),
        }),
      ),
      permissions: z.array(permissionSchema),
      validators: z.array(idSchema),
    }),
  },
  "register.add-usual-rules": {
    does: "A validator adds the rules of this version for the record types that no rule of the register names; rules that are there stay as they are.",
    request: z.strictObject({ reason: z.string().trim().min(1, "say why").max(2000) }),
    response: z.strictObject({
      added: z.array(permissionSchema),
      history: idSchema,
      id: idSchema,
      /** `provisional` where the register wants others to endorse a change of its rules. */
      standing: z.string(),
    }),
  },
} as const;
