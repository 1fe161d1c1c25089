// The schema as text, from the catalogue alone, so that no client program is needed and two states can be compared.
import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.js';

interface Line {
  heading: string;
  line: string;
}

/** Tables with columns, constraints, indexes, policies and grants, views, then functions; the same schema has the same text. */
export async function describeSchema(db: Kysely<Tables>): Promise<string> {
  const { rows } = await sql<Line>`
    with ours as (
      select c.oid, c.relname, c.relrowsecurity from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname not like 'kysely%'
    ), lines as (
      select 'table ' || o.relname as heading, 1 as part, a.attnum::text as place, 
        '  ' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || case when a.attnotnull then ' not null' else '' end
          || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '') as line
      from ours o join pg_attribute a on a.attrelid = o.oid and a.attnum > 0 and not a.attisdropped
        left join pg_attrdef d on d.adrelid = o.oid and d.adnum = a.attnum
      union all
      select 'table ' || o.relname, 2, k.conname, '  constraint ' || k.conname || ' ' || pg_get_constraintdef(k.oid)
      from ours o join pg_constraint k on k.conrelid = o.oid where k.contype <> 'n'
      union all
      select 'table ' || o.relname, 3, i.indexrelid::regclass::text, '  ' || pg_get_indexdef(i.indexrelid)
      from ours o join pg_index i on i.indrelid = o.oid
      where not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid and k.conrelid = o.oid)
      union all
      select 'table ' || o.relname, 4, '', '  row level security' from ours o where o.relrowsecurity
      union all
      select 'table ' || p.tablename, 5, p.policyname, '  policy ' || p.policyname || ' for ' || lower(p.cmd) || ' to '
        || array_to_string(p.roles, ', ') || coalesce(' using ' || regexp_replace(p.qual, '\\s+', ' ', 'g'), '')
        || coalesce(' with check ' || regexp_replace(p.with_check, '\\s+', ' ', 'g'), '')
      from pg_policies p join ours o on o.relname = p.tablename
      union all
      select 'table ' || g.table_name, 6, g.grantee || g.privilege_type, '  grant ' || lower(g.privilege_type) || ' to ' || g.grantee
      from information_schema.role_table_grants g join ours o on o.relname = g.table_name
      where g.grantee like 'etwinning%'
      union all
      select 'table ' || o.relname, 7, '', '  comment: ' || obj_description(o.oid, 'pg_class')
      from ours o where obj_description(o.oid, 'pg_class') is not null
      union all
      select 'view ' || v.viewname, 1, '', rtrim(v.definition, ';')
      from pg_views v where v.schemaname = 'public'
      union all
      select 'view ' || g.table_name, 6, g.grantee, '  grant ' || lower(g.privilege_type) || ' to ' || g.grantee
      from information_schema.role_table_grants g join pg_views v on v.viewname = g.table_name and v.schemaname = 'public'
      where g.grantee like 'etwinning%'
      union all
      select 'function ' || f.proname, 8, '', pg_get_functiondef(f.oid)
      from pg_proc f where f.pronamespace = 'public'::regnamespace and f.prokind = 'f'
    )
    select heading, line from lines order by (part = 8), heading, part, length(place), place, line collate "C"`.execute(
    db,
  );

  const sections = new Map<string, string[]>();
  for (const { heading, line } of rows) sections.set(heading, [...(sections.get(heading) ?? []), line]);
  return [...sections].map(([heading, lines]) => `${heading}\n${lines.join('\n')}\n`).join('\n');
}
