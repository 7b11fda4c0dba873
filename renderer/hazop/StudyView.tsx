/** One study: both axes above, its nodes on the left with the least protected first, one part of it on the right. */
import { Button, Menu } from "@mantine/core";
import { IconChevronDown, IconDownload } from "@tabler/icons-react";
import { Link } from "wouter";
import { FilterRow } from "../design/FilterRow.tsx";
import { Notice } from "../design/Notice.tsx";
import { ScreenFrame } from "../design/ScreenFrame.tsx";
import { addresses } from "../vocabulary/addresses.ts";
import { hazopWords } from "../vocabulary/hazop-words.ts";
import { AsOfPicker } from "./AsOfPicker.tsx";
import { AxisMark } from "../evidence/AxisMark.tsx";
import { RulesFold } from "../evidence/RulesFold.tsx";
import { NodeList } from "./NodeList.tsx";
import { StudyPartScreen } from "./StudyPartScreen.tsx";
import { studyParts } from "./study-part.ts";
import type { StudyViewProps } from "./study-view-props.ts";
import { useStudyExport } from "./use-study-export.ts";

/** At a past time nothing is recorded: the buttons that sign are away. */
export const StudyView = (props: StudyViewProps) => {
  const { here, at, setAt, part, setPart, node, setNode } = props;
  const { row, nodes } = here;
  const shown = nodes.find((each) => each.node === node) ?? byProtection(nodes)[0] ?? null;
  return (
    <ScreenFrame
      title={row.name}
      about={hazopWords.counts(row.counts)}
      actions={<StudyActions {...props} />}
      body="flush"
    >
      <div className="study">
        {at === null ? null : (
          <Notice tone="warn" urgent>
            <span className="row-of">
              {hazopWords.asOf.banner(here.at)}
              <Button variant="default" onClick={() => setAt(null)}>
                {hazopWords.asOf.back}
              </Button>
            </span>
          </Notice>
        )}
        <StudyAxes {...props} />
        <div className="study-body">
          <NodeList nodes={byProtection(nodes)} chosen={shown?.node ?? null} choose={setNode} />
          <div className="study-part">
            <FilterRow
              label={hazopWords.partsLabel}
              choices={studyParts.map((value) => ({ value, label: hazopWords.parts[value] }))}
              chosen={part}
              choose={setPart}
            />
            <StudyPartScreen {...props} shown={shown} />
          </div>
        </div>
      </div>
    </ScreenFrame>
  );
};

const order = ["NOT_PROTECTED", "DEVIATING", "WEAKENED", "UNMONITORED", "PROTECTED"];

const byProtection = (nodes: StudyViewProps["here"]["nodes"]): StudyViewProps["here"]["nodes"] =>
  nodes.toSorted(
    (left, right) =>
      order.indexOf(left.protection.state) - order.indexOf(right.protection.state) || left.number - right.number,
  );

const StudyAxes = ({ here: { row, rules }, at }: StudyViewProps) => (
  <div className="study-axes">
    {row.protection === null ? null : (
      <div>
        <span className="axis-title">{at === null ? hazopWords.columns.protection : hazopWords.past.protection}</span>
        <AxisMark
          name={`${row.name}, ${hazopWords.axes.protection}`}
          mark={hazopWords.protection[row.protection.state]}
          reasons={row.protection.reasons}
        />
      </div>
    )}
    {row.validity === null ? null : (
      <div>
        <span className="axis-title">{at === null ? hazopWords.columns.validity : hazopWords.past.validity}</span>
        <AxisMark
          name={`${row.name}, ${hazopWords.axes.validity}`}
          mark={hazopWords.validity[row.validity.state]}
          reasons={row.validity.reasons}
        />
      </div>
    )}
    <RulesFold rules={rules} />
  </div>
);

const StudyActions = ({ here: { row }, at, picked, setAt, ask }: StudyViewProps) => {
  const exporting = useStudyExport(row.study);
  return (
    <>
      <AsOfPicker at={picked} setAt={setAt} />
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={16} />} loading={exporting.running}>
            {hazopWords.more}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconDownload size={16} />} onClick={() => void exporting.run()}>
            {hazopWords.actionsMenu.export}
          </Menu.Item>
          <Menu.Item component={Link} href={addresses.makeReport("hazop-study", row.study)}>
            {hazopWords.actionsMenu.report}
          </Menu.Item>
          {at === null ? (
            <Menu.Item onClick={() => ask({ kind: "revalidate" })}>{hazopWords.actionsMenu.revalidate}</Menu.Item>
          ) : null}
        </Menu.Dropdown>
      </Menu>
      {exporting.refusal === null ? null : (
        <Notice tone="bad" urgent>
          {exporting.refusal}
        </Notice>
      )}
    </>
  );
};
