/** The few answers that the shell gives itself: the page that lets in, refusals, files, JSON. */
import { STATUS_CODES, type ServerResponse } from "node:http";
import { answerHeaders, barePolicy } from "../window/answer-headers.ts";
import type { ScreenFile } from "../window/screen-files.ts";

/**
 * Lets the browser in. The page leads on by itself: a redirect would still count as coming from the other program that
 * opened the link, and the strict cookie would not be sent along.
 */
export const admit = (answer: ServerResponse, cookie: string): void => {
  const headers = { ...answerHeaders(barePolicy), "Content-Type": "text/html; charset=utf-8", "Set-Cookie": cookie };
  answer.writeHead(200, headers).end(admittedPage);
};

const admittedPage = `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Throughlife</title><meta http-equiv="refresh" content="0;url=/">
`;

/** A refusal in words. The rest of a body that nobody wants is not waited for. */
export const sendRefusal = (answer: ServerResponse, status: number, message: string, allow?: string): void => {
  answer
    .writeHead(status, {
      ...answerHeaders(barePolicy),
      "Content-Type": "text/plain; charset=utf-8",
      Connection: "close",
      ...(allow === undefined ? {} : { Allow: allow }),
    })
    .end(answer.req.method === "HEAD" ? undefined : `${message}\n`);
};

/** One JSON object. */
export const sendJson = (answer: ServerResponse, status: number, value: object): void => {
  const headers = { ...answerHeaders(barePolicy), "Content-Type": "application/json" };
  answer.writeHead(status, headers).end(JSON.stringify(value));
};

/** A file of the screens. */
export const sendBytes = (answer: ServerResponse, { bytes, mediaType, policy }: ScreenFile): void => {
  answer
    .writeHead(200, { ...answerHeaders(policy), "Content-Type": mediaType, "Content-Length": bytes.length })
    .end(answer.req.method === "HEAD" ? undefined : bytes);
};

/** All that a refused upgrade gets. */
export const statusLine = (status: number): string =>
  `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`;
