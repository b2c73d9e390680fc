select org_id, need, because, word from needs where org_id in (select value from json_each(:codes)) order by org_id, need
