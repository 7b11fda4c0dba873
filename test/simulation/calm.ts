/** After the storm: everything works again, and everybody meets everybody until nobody has anything new. */
import { enrolRenewed, renewStation } from "./recovery.ts";
import { meetFine, type Scene } from "./scene.ts";

/** Rounds in which everybody meets everybody; more than any run needs that comes to rest at all. */
const roundsMax = 16;

/** Brings all stations together; answers false when they do not come to rest. */
export const bringTogether = async (scene: Scene): Promise<boolean> => {
  scene.sides.clear();
  for (const station of scene.stations) {
    station.machine.disk.plan(null);
    await station.look();
  }
  scene.world.note("The storm is over");
  for (let round = 0; round < roundsMax; round++) {
    const moved = (await meetAll(scene)) + (await renewAll(scene)) + (await enrolRenewed(scene));
    if (moved === 0) return true;
  }
  return false;
};

const meetAll = async (scene: Scene): Promise<number> => {
  const [hub, ...guests] = scene.stations;
  let moved = 0;
  for (const guest of guests) if (hub !== undefined) moved += await meetFine(scene, hub, guest);
  const cuts = cutsOf(scene);
  for (const station of scene.stations) await station.look();
  return moved + cutsOf(scene) - cuts;
};

const cutsOf = ({ stations }: Scene): number => stations.reduce((sum, { counts }) => sum + counts.cuts, 0);

/** Whoever must get new keys does, once what others have has come; and says of those that came before. */
const renewAll = async (scene: Scene): Promise<number> => {
  let renewed = 0;
  for (const station of scene.stations) {
    const before = station.key;
    await renewStation(scene, station);
    await station.announce();
    if (station.key !== before) renewed++;
  }
  return renewed;
};
