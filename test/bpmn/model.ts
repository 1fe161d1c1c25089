// A published BPMN model, read as what it draws: flow nodes, flows between them, and which of all that has a place in the picture.
import { readFile } from 'node:fs/promises';
import { BpmnModdle } from 'bpmn-moddle';

interface Element {
  $type: string;
  id: string;
  name?: string;
  sourceRef?: Element;
  targetRef?: Element;
  attachedToRef?: Element;
  flowElements?: Element[];
  artifacts?: Element[];
  bpmnElement?: Element;
}

interface Definitions {
  rootElements: Element[];
  diagrams: { plane: { planeElement: Element[] } }[];
}

export interface Model {
  warnings: string[];
  /** Ids of everything that the process holds. */
  ids: string[];
  /** Ids of everything that has a shape or an edge. */
  drawn: string[];
  names: Map<string, string>;
  /** From a node, or from an event on its edge, to the nodes that follow at once. */
  next(id: string): string[];
}

/** @param name file name in bpmn/ */
export async function readModel(name: string): Promise<Model> {
  const xml = await readFile(new URL(`../../../bpmn/${name}`, import.meta.url), 'utf8');
  const { rootElement, warnings } = await new BpmnModdle().fromXML(xml);
  const { rootElements, diagrams } = rootElement as Definitions;
  const elements = rootElements.flatMap(({ flowElements = [], artifacts = [] }) => [...flowElements, ...artifacts]);
  const flows = elements.filter(({ $type }) => $type === 'bpmn:SequenceFlow');
  const next = (id: string): string[] => {
    const edges = elements.filter(({ attachedToRef }) => attachedToRef?.id === id).map((event) => event.id);
    return flows.flatMap(({ sourceRef, targetRef }) =>
      sourceRef && targetRef && [id, ...edges].includes(sourceRef.id) ? [targetRef.id] : [],
    );
  };
  return {
    warnings: warnings.map(({ message }) => message),
    ids: elements.map(({ id }) => id),
    drawn: diagrams.flatMap(({ plane }) => plane.planeElement.map(({ bpmnElement }) => bpmnElement?.id ?? '')),
    names: new Map(elements.map(({ id, name = '' }) => [id, name])),
    next,
  };
}
