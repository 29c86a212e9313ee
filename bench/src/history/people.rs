//! The customers of the bench: invented, marked 演示, and under telephone numbers that nobody can have.

use domain::ids::{CustomerId, IdError};

use super::dice::Dice;

/// How many customers a store has after five years.
pub const CUSTOMERS: u64 = 60_000;
/// One of so many leaves a name and a telephone number.
const LEAVES_CONTACT: u64 = 3;

const FAMILY: &str = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章";
const GIVEN: &str = "安宁若芷晴岚雨桐诗涵思远清妍静姝嘉禾乐瑶书意雪舟云知夏初秋冬青禾苗芸菲蓉萱月明星辰";

/// A customer of the bench by number.
#[derive(Debug, Clone, Copy)]
pub struct Person(u64);

impl Person {
    /// Who comes next: some come often and most seldom.
    pub fn next(dice: &mut Dice) -> Self {
        let (one, other) = (dice.below(CUSTOMERS), dice.below(CUSTOMERS));
        // Every fourth visit is one of those who come more often the earlier they are counted.
        Self(if dice.below(4) == 0 { one.min(other) } else { one })
    }

    fn own(self) -> Dice {
        Dice::new(self.0 ^ 0x7469_616f_6865)
    }

    /// The random number under which the store knows the person.
    pub fn id(self) -> Result<CustomerId, IdError> {
        CustomerId::new(&format!("K{:016x}", self.own().roll()))
    }

    /// Name and telephone number, where the person leaves them.
    pub fn contact(self) -> Option<Contact> {
        if !self.0.is_multiple_of(LEAVES_CONTACT) {
            return None;
        }
        let mut dice = self.own();
        let (family, given): (Vec<char>, Vec<char>) = (FAMILY.chars().collect(), GIVEN.chars().collect());
        let letters = [dice.pick(&family), dice.pick(&given), dice.pick(&given)];
        let name: String = letters.into_iter().flatten().collect();
        // No Chinese mobile number begins with 100.
        let phone = format!("1000{:07}", dice.below(10_000_000));
        Some(Contact { name: format!("{name}（演示）"), phone })
    }
}

/// How a person is reached, as the vault keeps it.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Contact {
    name: String,
    phone: String,
}
