/** The path and the query of a request as they came: nothing is decoded or resolved, so nothing can lead elsewhere. */
import type { IncomingMessage } from "node:http";

export interface RequestAddress {
  readonly path: string;
  readonly query: URLSearchParams;
}

/** A request line may hold anything; what is no address leads nowhere. */
export const addressOf = (request: IncomingMessage): RequestAddress => {
  const [path = "", ...query] = (request.url ?? "").split("?");
  return { path, query: new URLSearchParams(query.join("?")) };
};
