/** Imported before anything that makes a schema: the policy of the page forbids code that is made at run time. */
import { z } from "zod";

z.config({ jitless: true });
