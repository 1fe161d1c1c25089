declare module 'bpmn-moddle' {
  export class BpmnModdle {
    /** @throws when the text is not BPMN at all; what it does not know it warns of */
    fromXML(xml: string): Promise<{ rootElement: unknown; warnings: { message: string }[] }>;
  }
}
