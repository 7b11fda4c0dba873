/** The program of the node process: started by the desktop shell as a utility process. */
import { runNodeProcess } from "./node-process.ts";
import { processPortOf } from "./process-port.ts";

runNodeProcess(processPortOf(process.parentPort));
