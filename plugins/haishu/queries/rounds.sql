-- title: 海曙公益创投每一轮资助了多少项目、多少钱？
-- title_en: What did each round of Haishu's venture programme award?
-- description: 每一轮的申请数、资助数和资助总额。
-- description_en: Applications, projects funded and the sum awarded, by round.
-- group: grants
-- parameters: round = 轮次（年份） / Round
select round, sample, applied, awarded_projects, awarded
from haishu_venture_rounds
where (coalesce(:round, '') = '' or round = cast(:round as integer))
order by round, sample
