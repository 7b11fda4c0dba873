/** The reasons a Modbus device gives for not answering a request (Modbus application protocol V1.1b3, section 7). */

/** The standard's name of an exception code with what it means for whoever reads the instrument. */
export const exceptionText = (code: number): string => {
  const known = exceptions.get(code);
  return known === undefined ? `exception ${code}, which the standard does not name` : `exception ${code} (${known})`;
};

/** The device is occupied and asks to be asked again. */
export const deviceBusyCode = 6;

const exceptions: ReadonlyMap<number, string> = new Map([
  [1, "illegal function: the device does not know this function code, try the other of 3 and 4"],
  [2, "illegal data address: the device has no such register, check the address and whether the manual counts from 1"],
  [3, "illegal data value: the device refuses this number of registers, ask for fewer"],
  [4, "server device failure: the device could not do it, look at the device itself"],
  [5, "acknowledge: the device has taken the request and needs long for it"],
  [6, "server device busy: the device is occupied, ask again later"],
  [8, "memory parity error: the device found its memory damaged"],
  [10, "gateway path unavailable: the gateway has no way to this unit, check its settings"],
  [11, "gateway target device failed to respond: the unit behind the gateway is silent"],
]);
