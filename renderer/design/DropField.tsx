/** Takes files: by drag, by press, by keyboard. */
import { useRef, useState, type DragEvent, type ReactNode } from "react";

export interface DropFieldProps {
  readonly label: ReactNode;
  /** Endings or media types that the file dialog offers. */
  readonly accept?: string;
  readonly many?: boolean;
  readonly small?: boolean;
  readonly disabled?: boolean;
  readonly take: (files: ReadonlyArray<File>) => void;
}

/** One button over the whole field; the file dialog stands behind it. */
export const DropField = ({ label, accept, many = false, small = false, disabled = false, take }: DropFieldProps) => {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const files = [...event.dataTransfer.files];
    if (!disabled && files.length > 0) take(many ? files : files.slice(0, 1));
  };
  const drag = (event: DragEvent): void => {
    event.preventDefault();
    setOver(true);
  };
  return (
    <>
      <button
        type="button"
        className={small ? "drop small" : "drop"}
        data-over={over}
        disabled={disabled}
        onClick={() => input.current?.click()}
        onDragOver={drag}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        {label}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        multiple={many}
        {...(accept === undefined ? {} : { accept })}
        onChange={({ currentTarget }) => {
          take([...(currentTarget.files ?? [])]);
          currentTarget.value = "";
        }}
      />
    </>
  );
};
