/** Who is on the other side of a link; it has proved that. */

export interface LinkedPeer {
  readonly installation: string;
  readonly name: string;
}
