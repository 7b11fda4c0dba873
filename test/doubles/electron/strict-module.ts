/** Parts of the double that say so when something is asked of them that they do not do. */

/** What a part can be asked for without being asked to do anything. */
const harmless = new Set(["then", "toJSON", "constructor", "$$typeof", "nodeType"]);

/** The part, with every other name an error. */
export const strict = <T extends object>(name: string, part: T): T =>
  new Proxy(part, {
    get: (target, property) => {
      if (typeof property === "symbol" || property in target || harmless.has(property)) {
        const value: unknown = Reflect.get(target, property, target);
        return typeof value === "function" && !isClass(value) ? value.bind(target) : value;
      }
      throw new Error(`electron double: ${name}.${property} is not emulated`);
    },
  });

const isClass = (value: Function): boolean => /^class\s/.test(Function.prototype.toString.call(value));
