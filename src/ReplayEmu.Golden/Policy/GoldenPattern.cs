namespace ReplayEmu.Golden.Policy;

/// <summary>Names of goldens with <c>*</c> for any characters and <c>?</c> for one; case counts.</summary>
public static class GoldenPattern
{
    public static bool Matches(string pattern, string name)
    {
        var position = 0;
        var index = 0;
        var star = -1;
        var resume = 0;
        while (index < name.Length)
        {
            if (position < pattern.Length && pattern[position] == '*')
            {
                star = position++;
                resume = index;
            }
            else if (position < pattern.Length && (pattern[position] == '?' || pattern[position] == name[index]))
            {
                position++;
                index++;
            }
            else if (star >= 0)
            {
                position = star + 1;
                index = ++resume;
            }
            else
            {
                return false;
            }
        }

        while (position < pattern.Length && pattern[position] == '*')
        {
            position++;
        }

        return position == pattern.Length;
    }
}
